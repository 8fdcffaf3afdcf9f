package org.idlewild.web.boinc;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.InstanceView;
import org.idlewild.scheduler.status.JobView;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.RemoteBatchView;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;

/** Batches, jobs and their instances as BOINC's tools read them. */
final class BatchXml {
  private final Xml xml;

  BatchXml(Xml xml) {
    this.xml = xml;
  }

  void batch(RemoteBatchView view, boolean cpuTime) {
    BatchView batch = view.batch();
    Progress progress = batch.progress();
    long failed = progress.failed() + progress.cancelled();
    xml.number("id", batch.id());
    xml.number("create_time", seconds(batch.created()));
    xml.number("expire_time", view.expires().map(BatchXml::seconds).orElse(0L));
    xml.number("est_completion_time", 0L);
    xml.number("njobs", progress.total());
    xml.number(
        "fraction_done", (double) (progress.done() + failed) / Math.max(1, progress.total()));
    xml.number("nerror_jobs", failed);
    xml.number("state", state(batch.state()));
    xml.number("completion_time", batch.ended().map(BatchXml::seconds).orElse(0L));
    xml.number("credit_estimate", view.credit());
    xml.number("credit_canonical", view.credit());
    xml.word("name", batch.name());
    xml.word("app_name", batch.app());
    if (cpuTime) {
      xml.number("total_cpu_time", view.cpuSeconds());
    }
  }

  private static long seconds(Instant time) {
    return time.getEpochSecond();
  }

  /** BOINC: init, in progress, complete, aborted, retired. */
  private static long state(String state) {
    return switch (state) {
      case "ANNOUNCED" -> 0;
      case "RUNNING" -> 1;
      case "COMPLETE" -> 2;
      case "CANCELLED" -> 3;
      default -> 4;
    };
  }

  static String name(JobView job) {
    return job.name().orElseGet(() -> Names.workunit(job.app(), job.workunit().id()));
  }

  void job(JobView job, boolean details) {
    xml.begin("job");
    xml.number("id", job.workunit().id());
    xml.word("name", name(job));
    xml.number("canonical_instance_id", job.workunit().canonicalResultId().orElse(0L));
    xml.number("n_outfiles", (long) job.outputs());
    if (details) {
      details(job);
    }
    xml.end("job");
  }

  private void details(JobView job) {
    boolean failed = !job.workunit().errors().isEmpty();
    job.workunit().errors().stream()
        .sorted()
        .forEach(error -> xml.word("error", InstanceWords.of(error)));
    for (InstanceView instance : job.instances()) {
      if (failed && instance.outcome() == Outcome.CLIENT_ERROR) {
        xml.number("exit_status", (long) instance.exitStatus().orElse(0));
      }
      if (isCanonical(job, instance)) {
        xml.number("cpu_time", instance.cpuSeconds());
      }
    }
    xml.word("status", status(job).toLowerCase(Locale.ROOT));
  }

  private static boolean isCanonical(JobView job, InstanceView instance) {
    return job.workunit().canonicalResultId().filter(id -> id == instance.id()).isPresent();
  }

  private static String status(JobView job) {
    if (!job.workunit().errors().isEmpty()) {
      return "ERROR";
    }
    if (job.workunit().canonicalResultId().isPresent()) {
      return "DONE";
    }
    boolean here =
        job.instances().stream().anyMatch(i -> i.serverState() == ServerState.IN_PROGRESS);
    return here ? "IN_PROGRESS" : "QUEUED";
  }

  /** As Condor wants to hear it. */
  void status2(JobView job) {
    String status = status(job);
    boolean sent = job.instances().stream().anyMatch(InstanceView::sent);
    xml.begin("job").word("job_name", name(job));
    xml.word("status", status.equals("QUEUED") ? (sent ? "IN_PROGRESS" : "UNSENT") : status);
    xml.end("job");
  }

  void instances(JobView job) {
    for (InstanceView instance : job.instances()) {
      xml.begin("instance");
      xml.word("name", Names.result(job.app(), job.workunit().id(), instance.id()));
      xml.number("id", instance.id());
      xml.word("state", InstanceWords.of(instance));
      instance
          .outputs()
          .forEach(size -> xml.begin("outfile").number("size", (long) size).end("outfile"));
      xml.end("instance");
    }
  }

  /** The instance that counts; of a job without an answer one that ran. */
  void completed(JobView job) {
    xml.begin("completed_job");
    xml.number("error_mask", mask(job));
    List<InstanceView> ran =
        job.instances().stream()
            .filter(
                i ->
                    job.workunit().canonicalResultId().isPresent()
                        ? isCanonical(job, i)
                        : i.outcome() == Outcome.SUCCESS
                            || i.outcome() == Outcome.CLIENT_ERROR
                            || i.outcome() == Outcome.VALIDATE_ERROR)
            .toList();
    if (!ran.isEmpty()) {
      InstanceView last = ran.get(ran.size() - 1);
      xml.number(isCanonical(job, last) ? "canonical_resultid" : "error_resultid", last.id());
      xml.number("exit_status", (long) last.exitStatus().orElse(0));
      xml.number("elapsed_time", last.elapsedSeconds());
      xml.number("cpu_time", last.cpuSeconds());
      xml.word("stderr_out", last.stderr());
    }
    xml.end("completed_job");
  }

  private static long mask(JobView job) {
    return job.workunit().errors().stream().mapToLong(InstanceWords::bit).sum();
  }
}
