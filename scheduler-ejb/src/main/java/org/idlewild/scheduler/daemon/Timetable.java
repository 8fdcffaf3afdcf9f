package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;

/** Lets Quartz call every pass at its interval. */
@Singleton
public class Timetable {
  private static final Logger LOG = System.getLogger(Timetable.class.getName());
  private static final String NAME = "idlewild";

  private final DaemonSettings settings;
  private final Turns turns;
  private volatile Optional<Scheduler> scheduler = Optional.empty();

  @Inject
  Timetable(DaemonSettings settings, Turns turns) {
    this.settings = settings;
    this.turns = turns;
  }

  void start(ExecutorService threads) throws SchedulerException {
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    factory.createScheduler(
        NAME, NAME, new ContainerThreads(threads, PassName.values().length), new RAMJobStore());
    Scheduler started = factory.getScheduler(NAME);
    scheduler = Optional.of(started);
    started.getContext().put(PassJob.TURNS, turns);
    for (PassName name : PassName.values()) {
      schedule(started, name);
    }
    started.start();
  }

  private void schedule(Scheduler timer, PassName name) throws SchedulerException {
    timer.scheduleJob(
        JobBuilder.newJob(PassJob.class).withIdentity(name.name()).storeDurably().build(),
        TriggerBuilder.newTrigger()
            .withIdentity(name.name())
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(settings.interval().toMillis())
                    .withMisfireHandlingInstructionNextWithRemainingCount()
                    .repeatForever())
            .build());
  }

  /** When the timer calls a pass next; empty when it does not, or does not say. */
  public Optional<Instant> next(PassName name) {
    return scheduler
        .flatMap(timer -> trigger(timer, name))
        .map(Trigger::getNextFireTime)
        .map(Date::toInstant);
  }

  private static Optional<Trigger> trigger(Scheduler timer, PassName name) {
    try {
      return Optional.ofNullable(timer.getTrigger(TriggerKey.triggerKey(name.name())));
    } catch (SchedulerException failure) {
      LOG.log(Level.DEBUG, "the next run is not known", failure);
      return Optional.empty();
    }
  }

  /** Calls nothing any more and waits for what was called. */
  void stop() {
    scheduler.ifPresent(
        timer -> {
          try {
            timer.shutdown(true);
          } catch (SchedulerException failure) {
            LOG.log(Level.WARNING, "the timer did not stop cleanly", failure);
          }
        });
  }
}
