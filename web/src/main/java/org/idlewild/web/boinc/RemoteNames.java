package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.batch.RemoteControl;
import org.idlewild.scheduler.status.JobViews;

/** Batches and jobs by the names, or the numbers, that requests call them. */
@Singleton
class RemoteNames {
  private final RemoteControl batches;
  private final JobViews jobs;

  @Inject
  RemoteNames(RemoteControl batches, JobViews jobs) {
    this.batches = batches;
    this.jobs = jobs;
  }

  long batch(RemoteCall call) throws BadMarkup {
    long id = call.body().whole("batch_id");
    String name = call.body().word("batch_name");
    if (id == 0 && name.isEmpty()) {
      throw new BadMarkup("A <batch_id> or a <batch_name> was expected.");
    }
    return id == 0 ? batches.named(call.who(), name) : id;
  }

  long batch(Caller caller, String name) {
    return batches.named(caller, name);
  }

  /** One that its submitter named, or by the name that it has anyway. */
  long job(Caller caller, String name) {
    return jobs.named(caller, name)
        .or(() -> Names.workunit(name))
        .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "you have no job of that name"));
  }
}
