package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ExplanationView;
import org.idlewild.scheduler.status.Explanations;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.work.Explanation;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Match;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that its researcher made for one kind of hosts, on every database. */
abstract class HostClassConformance extends GridConformance {
  private static final String INTEL = "Intel(R) Core(TM) i7";

  private long windows;

  @BeforeEach
  void aHostOfAnotherKind() {
    windows = grid.host(grid.somebody("windows", Role.VOLUNTEER));
    redundancy("system");
  }

  @Test
  void workForOneKindOfHostsGoesToThoseAlone() {
    long batch = submit(unit("one", "windows"), unit("two", "linux"), unit("three", null));

    assertThat(ask(alpha, "linux", INTEL)).containsExactly("two", "three");
    assertThat(ask(windows, "Windows 11", INTEL)).containsExactly("one");
    assertThat(workunits(batch))
        .extracting(WorkunitView::hostClass)
        .containsExactly(Optional.of("windows"), Optional.of("linux"), Optional.of("linux"));
  }

  @Test
  void theProcessorCountsWhereTheAppSaysSo() {
    redundancy("processor");
    submit(unit("one", "linux x86_64 amd"));

    assertThat(ask(alpha, "linux", INTEL)).isEmpty();
    assertThat(ask(beta, "linux", "AMD Ryzen 7")).containsExactly("one");
  }

  @Test
  void noFailureFreesItFromItsKind() {
    submit(unit("one", "linux"));
    Order order = order(alpha, "linux", INTEL);
    grid.report(alpha, order.resultId(), Report.Ending.FAILED);
    grid.settle();

    assertThat(ask(windows, "Windows 11", INTEL)).isEmpty();
    assertThat(ask(beta, "linux", INTEL)).containsExactly("one");
  }

  @Test
  void anExplanationNamesTheKind() {
    long batch = submit(unit("one", "mac"));

    ExplanationView why =
        grid.get(Explanations.class).workunit(researcher, workunits(batch).get(0).id(), grid.now());

    assertThat(why.reason()).isEqualTo(Explanation.Reason.NO_MATCH);
    assertThat(why.obstacles())
        .containsExactly(
            new ExplanationView.Obstacle(
                Match.OTHER_CLASS, Match.OTHER_CLASS.sentence() + ": mac", 3));
  }

  @Test
  void aKindThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThat(assertRefused(Reason.MALFORMED, () -> submit(unit("a", null), unit("b", "Linux"))))
        .hasMessage("the hostClass of workunit 1 is one of linux, mac, windows, not 'Linux'");
    redundancy("processor");
    assertThat(assertRefused(Reason.MALFORMED, () -> submit(unit("a", "linux"))))
        .hasMessageContaining("linux aarch64, linux x86_64 amd, ");
    redundancy("any");
    assertThat(assertRefused(Reason.MALFORMED, () -> submit(unit("a", "linux"))))
        .hasMessageContaining("the redundancy of its app is any");
  }

  private static Unit unit(String parameter, String hostClass) {
    return new Unit(parameter, null, null, null, null, hostClass);
  }

  private long submit(Unit... units) {
    BatchRequest request =
        new BatchRequest("app", null, null, 1, null, null, null, null, null, List.of(units), null);
    long batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  private List<WorkunitView> workunits(long batch) {
    return grid.get(BatchViews.class).workunits(researcher, batch, 0, 100).items();
  }

  private void redundancy(String word) {
    PolicyRequest policy = Said.policy("redundancy", word);
    grid.get(Apps.class).change(researcher, "app", new AppChange(null, null, policy), grid.now());
  }

  private List<String> ask(long host, String system, String processor) {
    return orders(host, system, processor).stream().map(o -> o.arguments().get(0)).toList();
  }

  private Order order(long host, String system, String processor) {
    return orders(host, system, processor).get(0);
  }

  private List<Order> orders(long host, String system, String processor) {
    HostDescription plain = TestGrid.description();
    HostDescription description =
        new HostDescription(
            plain.name(),
            plain.agentVersion(),
            system,
            plain.osVersion(),
            plain.architecture(),
            processor,
            plain.processors(),
            plain.flopsPerProcessor(),
            plain.memoryBytes(),
            plain.diskFreeBytes(),
            plain.platforms(),
            plain.sandboxes(),
            plain.unsandboxed(),
            plain.features(),
            plain.onFraction(),
            plain.beta());
    return grid.ask(new HostRequest(host, description, 10, Set.of())).orders();
  }
}
