package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.batch.RemoteControl;
import org.idlewild.scheduler.batch.Submission;
import org.idlewild.scheduler.status.RemoteBatchViews;

/** What requests for remote submission do to batches and jobs. */
@Singleton
class BatchCommands {
  private static final int MOST_JOBS = 10_000;

  private final Submission submission;
  private final RemoteControl control;
  private final Control jobs;
  private final RemoteBatchViews views;
  private final RemoteNames names;

  @Inject
  BatchCommands(
      Submission submission,
      RemoteControl control,
      Control jobs,
      RemoteBatchViews views,
      RemoteNames names) {
    this.submission = submission;
    this.control = control;
    this.jobs = jobs;
    this.views = views;
    this.names = names;
  }

  void create(RemoteCall call, Xml xml, Instant now) {
    // Older tools put it into an element of its own.
    Element batch = call.body().child("batch").orElse(call.body());
    String name = batch.word("batch_name");
    long id =
        submission.announce(
            call.who(), batch.word("app_name"), name.isEmpty() ? null : name, time(batch), now);
    xml.number("batch_id", id);
  }

  private static Optional<Instant> time(Element element) {
    return Optional.of(element.whole("expire_time"))
        .filter(seconds -> seconds > 0)
        .map(seconds -> Instant.ofEpochSecond(Math.min(seconds, Integer.MAX_VALUE * 4L)));
  }

  void submit(RemoteCall call, Xml xml, Instant now) throws IOException, BadMarkup {
    xml.number("batch_id", submission.submit(call.who(), JobList.of(call.body()), now));
  }

  void estimate(RemoteCall call, Xml xml, Instant now) throws BadMarkup {
    String app = call.body().child("batch").map(batch -> batch.word("app_name")).orElse("");
    double flops = JobList.flops(call.body());
    xml.number("seconds", views.estimate(call.who(), app, flops, now));
  }

  void abort(RemoteCall call, Xml xml, Instant now) throws BadMarkup {
    control.abort(call.who(), names.batch(call), now);
    done(xml);
  }

  void abortJobs(RemoteCall call, Xml xml, Instant now) throws BadMarkup {
    var listed = call.body().children("job_name");
    if (listed.size() > MOST_JOBS) {
      throw new BadMarkup("At most " + MOST_JOBS + " jobs are aborted at once.");
    }
    Caller caller = call.who();
    for (Element name : listed) {
      jobs.abortWorkunit(caller, names.job(caller, name.text().strip()), now);
    }
    done(xml);
  }

  void retire(RemoteCall call, Xml xml, Instant now) throws BadMarkup {
    control.retire(call.who(), names.batch(call), now);
    done(xml);
  }

  void expire(RemoteCall call, Xml xml) throws BadMarkup {
    control.expire(call.who(), names.batch(call), time(call.body()));
    done(xml);
  }

  private static void done(Xml xml) {
    xml.number("success", 1L);
  }
}
