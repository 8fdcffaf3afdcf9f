package org.idlewild.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.HostDescription;
import org.idlewild.work.StoredFile;

/** Apps, batches and hosts that ask and answer. */
abstract class AskingConformance extends GridConformance {
  long workunit(long batch) {
    return results(batch).get(0).workunitId();
  }

  void app(String name, PolicyRequest policy) {
    grid.app(researcher, new AppRequest(name, null, null, null, null, policy));
  }

  void version(String app, PlanClassRule plan) {
    StoredFile program = grid.keep(researcher, new byte[] {'P', 'K', 3, 4, 'f', 'a', 's', 't'});
    grid.get(Apps.class)
        .addVersion(
            researcher,
            app,
            new Manifest(
                1,
                "java",
                "fast.jar",
                null,
                List.of(new ManifestFile("fast.jar", null)),
                List.of(new OutputRule("stdout", 1000, true)),
                null,
                plan,
                null),
            Map.of("fast.jar", program),
            grid.now());
  }

  long batch(String app, int quorum, int units) {
    List<Unit> all = IntStream.range(0, units).mapToObj(i -> new Unit("u" + i, null)).toList();
    BatchRequest request =
        new BatchRequest(app, null, null, quorum, null, null, null, null, null, all, null);
    long batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  List<Long> hosts(int count) {
    List<Long> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hosts.add(grid.host(grid.somebody("user" + i, Role.VOLUNTEER)));
    }
    return hosts;
  }

  /** A history without a fault, with every app version there is. */
  void makeReliable(long host) {
    grid.write(
        "INSERT INTO host_app_version (host_id, app_version_id, consecutive_valid, quota,"
            + " quota_day, sent_that_day, reported, failed, turnaround_millis, pace, pace_samples)"
            + " SELECT "
            + host
            + ", id, 12, 0, 0, 0, 12, 0, 1000, 1, 0 FROM app_version");
  }

  List<Order> ask(long host, int wanted) {
    return ask(host, TestGrid.description(), wanted);
  }

  List<Order> ask(long host, int wanted, List<Order> held) {
    Set<Long> ids = held.stream().map(Order::resultId).collect(Collectors.toSet());
    return grid.ask(host, wanted, ids).orders();
  }

  List<Order> ask(long host, HostDescription description, int wanted) {
    return grid.ask(new HostRequest(host, description, wanted, Set.of())).orders();
  }

  static HostDescription of(String system, Set<String> features, boolean beta) {
    return of(system, features, beta, 1e9);
  }

  static HostDescription of(String system, Set<String> features, boolean beta, double flops) {
    HostDescription plain = TestGrid.description();
    return new HostDescription(
        plain.name(),
        plain.agentVersion(),
        system,
        plain.osVersion(),
        plain.architecture(),
        plain.processorModel(),
        plain.processors(),
        flops,
        plain.memoryBytes(),
        plain.diskFreeBytes(),
        plain.platforms(),
        plain.sandboxes(),
        plain.unsandboxed(),
        features,
        plain.onFraction(),
        beta);
  }

  void fail(long host, Order order) {
    report(host, order, Report.Ending.FAILED, 0);
  }

  void report(long host, Order order, Report.Ending ending, long peakMemory) {
    Report report =
        new Report(order.resultId(), ending, 1, "", "", 1, 1, peakMemory, "namespaces", List.of());
    grid.report(host, List.of(report));
  }

  long done(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch).done();
  }

  List<ResultView> results(long batch) {
    return grid.get(BatchViews.class).results(researcher, batch, Optional.empty(), 0, 100).items();
  }
}
