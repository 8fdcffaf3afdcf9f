package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.status.AppVersionView;
import org.idlewild.scheduler.status.AppViews;
import org.idlewild.scheduler.status.JobView;
import org.idlewild.scheduler.status.JobViews;
import org.idlewild.scheduler.status.Page;
import org.idlewild.scheduler.status.RemoteBatchView;
import org.idlewild.scheduler.status.RemoteBatchViews;

/** What requests for remote submission ask about batches and jobs. */
@Singleton
class BatchQueries {
  private static final int PAGE = 500;
  private static final int MOST_BATCHES = 5000;
  private static final int MOST_NAMES = 1000;

  private final RemoteBatchViews batches;
  private final JobViews jobs;
  private final AppViews apps;
  private final RemoteNames names;

  @Inject
  BatchQueries(RemoteBatchViews batches, JobViews jobs, AppViews apps, RemoteNames names) {
    this.batches = batches;
    this.jobs = jobs;
    this.apps = apps;
    this.names = names;
  }

  void batches(RemoteCall call, Xml xml) {
    List<RemoteBatchView> all = new ArrayList<>(batches.announced(call.who(), PAGE));
    Optional<Long> after = Optional.of(0L);
    while (after.isPresent() && all.size() < MOST_BATCHES) {
      Page<RemoteBatchView> page = batches.page(call.who(), after.get(), PAGE);
      all.addAll(page.items());
      after = page.next();
    }
    boolean cpuTime = call.body().flag("get_cpu_time");
    for (RemoteBatchView batch : all) {
      xml.begin("batch");
      new BatchXml(xml).batch(batch, cpuTime);
      xml.end("batch");
    }
  }

  void batch(RemoteCall call, Xml xml) throws BadMarkup {
    RemoteBatchView batch = batches.batch(call.who(), names.batch(call));
    BatchXml writer = new BatchXml(xml);
    writer.batch(batch, call.body().flag("get_cpu_time"));
    boolean details = call.body().flag("get_job_details");
    each(call.who(), batch, job -> writer.job(job, details));
    // BOINC's library in C++ reads up to the end of an element of this name.
    xml.begin("jobs").end("jobs");
  }

  void statuses(RemoteCall call, Xml xml, Instant now) throws BadMarkup {
    List<Element> wanted = call.body().children("batch_name");
    if (wanted.size() > MOST_NAMES) {
      throw new BadMarkup("At most " + MOST_NAMES + " batches are asked for at once.");
    }
    List<RemoteBatchView> found = new ArrayList<>();
    for (Element name : wanted) {
      found.add(batches.batch(call.who(), names.batch(call.who(), name.text().strip())));
    }
    xml.number("server_time", now.toEpochMilli() / 1000.0);
    for (RemoteBatchView batch : found) {
      List<JobView> all = new ArrayList<>();
      each(call.who(), batch, all::add);
      xml.number("batch_size", (long) all.size());
      all.forEach(new BatchXml(xml)::status2);
    }
  }

  /** None of a batch that has none yet, or whose jobs are in the archive. */
  private void each(Caller caller, RemoteBatchView batch, Consumer<JobView> taker) {
    boolean here = !batch.batch().state().equals("ANNOUNCED") && batch.batch().archived().isEmpty();
    Optional<Long> after = here ? Optional.of(0L) : Optional.empty();
    while (after.isPresent()) {
      Page<JobView> page = jobs.page(caller, batch.batch().id(), after.get(), PAGE);
      page.items().forEach(taker);
      after = page.next();
    }
  }

  void job(RemoteCall call, Xml xml) {
    new BatchXml(xml).instances(jobs.job(call.who(), call.body().whole("job_id")));
  }

  void completedJob(RemoteCall call, Xml xml) {
    long id = names.job(call.who(), call.body().word("job_name"));
    new BatchXml(xml).completed(jobs.job(call.who(), id));
  }

  /** Jobs have as many inputs as they say; the template shows one. */
  void templates(RemoteCall call, Xml xml) {
    String named = call.body().word("app_name");
    String app =
        named.isEmpty()
            ? jobs.job(call.who(), names.job(call.who(), call.body().word("job_name"))).app()
            : named;
    List<AppVersionView> versions = apps.named(call.who(), app).versions();
    List<String> outputs =
        versions.isEmpty()
            ? List.of()
            : versions.get(versions.size() - 1).outputs().stream()
                .map(AppVersionView.OutputView::name)
                .toList();
    xml.begin("templates").begin("input_template").flag("file_info").begin("workunit");
    xml.begin("file_ref").word("open_name", "in").flag("copy_file").end("file_ref");
    xml.end("workunit").end("input_template").begin("output_template");
    outputs.forEach(name -> xml.begin("file_info").flag("generated_locally").end("file_info"));
    xml.begin("result");
    outputs.forEach(
        name -> xml.begin("file_ref").word("open_name", name).flag("copy_file").end("file_ref"));
    xml.end("result").end("output_template").end("templates");
  }
}
