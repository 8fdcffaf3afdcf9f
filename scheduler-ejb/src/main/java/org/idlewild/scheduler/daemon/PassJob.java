package org.idlewild.scheduler.daemon;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** The one job: runs the pass that its key names. */
@DisallowConcurrentExecution
public final class PassJob implements Job {
  static final String TURNS = "turns";

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    try {
      Turns turns = (Turns) context.getScheduler().getContext().get(TURNS);
      turns.now(PassName.valueOf(context.getJobDetail().getKey().getName()));
    } catch (SchedulerException failure) {
      throw new JobExecutionException(failure);
    }
  }
}
