package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Workunit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlansTest {
  private static final List<Unit> ONE = List.of(new Unit("1", null));

  @TempDir static Path data;

  private static TestGrid grid;
  private static Caller researcher;
  private static String uploaded;

  @BeforeAll
  static void anAppAndAFile() {
    grid = new TestGrid(TestDatabase.h2(), data);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    grid.app(researcher, "app");
    uploaded = grid.keep(researcher, "input".getBytes(StandardCharsets.UTF_8)).sha256();
  }

  @AfterAll
  static void close() {
    grid.close();
  }

  @Test
  void whatIsNotSaidHasADefault() {
    Plan plan = plan(request("app", null, ONE, null));

    assertThat(plan.name()).isEqualTo("app");
    assertThat(plan.version().version()).isEqualTo(1);
    assertThat(plan.units().get(0).rules())
        .isEqualTo(new Workunit.Rules(2, 2, 3, 10, 6, Duration.ofDays(1), 0));
    assertThat(plan.inputs()).isEmpty();
  }

  @Test
  void theLimitsGrowWithAQuorumThatNeedsIt() {
    Plan plan = plan(numbers(10, null, null, null, null, null));

    assertThat(plan.units().get(0).rules().maxTotalResults()).isEqualTo(10);
    assertThat(plan.units().get(0).rules().maxSuccessResults()).isEqualTo(10);
  }

  @Test
  void anAppOrAVersionThatIsNotThereIsSaidToBeMissing() {
    assertRefused(Reason.MALFORMED, () -> plan(request(null, null, ONE, null)));
    assertRefused(Reason.NOT_FOUND, () -> plan(request("other", null, ONE, null)));
    assertRefused(
        Reason.NOT_FOUND,
        () ->
            plan(new BatchRequest("app", null, 2, null, null, null, null, null, null, ONE, null)));
  }

  @ParameterizedTest(name = "quorum {0}, bound {1}, errors {2}, total {3}, successes {4}, {5}")
  @CsvSource({
    "0,,,,,, quorum",
    "11,,,,,, quorum",
    "-1,,,,,, quorum",
    ",0,,,,, delayBoundSeconds",
    ",31536001,,,,, delayBoundSeconds",
    ",9223372036854775807,,,,, delayBoundSeconds",
    ",,-1,,,, maxErrorResults",
    ",,101,,,, maxErrorResults",
    "3,,,2,,, maxTotalResults",
    ",,,101,,, maxTotalResults",
    "3,,,,2,, maxSuccessResults",
    ",,,,101,, maxSuccessResults",
    ",,,,,1001, priority",
    ",,,,,-1001, priority"
  })
  void aNumberOutsideItsBoundsIsRefusedByName(
      Integer quorum,
      Long bound,
      Integer errors,
      Integer total,
      Integer successes,
      Integer priority,
      String named) {
    BatchRequest request = numbers(quorum, bound, errors, total, successes, priority);

    assertThat(assertRefused(Reason.MALFORMED, () -> plan(request)))
        .hasMessageStartingWith(named + " is a number from ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\0b"})
  void aNameIsOneLineOfText(String name) {
    assertRefused(Reason.MALFORMED, () -> plan(request("app", name, ONE, null)));
  }

  @Test
  void aNameHas200CharactersAtMost() {
    assertThat(plan(request("app", "x".repeat(200), ONE, null)).name()).hasSize(200);
    assertRefused(Reason.MALFORMED, () -> plan(request("app", "x".repeat(201), ONE, null)));
  }

  @Test
  void aBatchHasOneToAHundredThousandWorkunits() {
    Unit unit = ONE.get(0);

    assertThat(plan(request("app", null, Collections.nCopies(100_000, unit), null)).units())
        .hasSize(100_000);
    assertRefused(Reason.MALFORMED, () -> plan(request("app", null, null, null)));
    assertRefused(Reason.MALFORMED, () -> plan(request("app", null, List.of(), null)));
    assertRefused(
        Reason.MALFORMED,
        () -> plan(request("app", null, Collections.nCopies(100_001, unit), null)));
  }

  @Test
  void aBadParameterIsRefusedByItsPlace() {
    for (String bad : Arrays.asList(null, "a\nb", "x".repeat(4097))) {
      List<Unit> units = List.of(new Unit("", null), new Unit(bad, null));
      assertThat(assertRefused(Reason.MALFORMED, () -> plan(request("app", null, units, null))))
          .hasMessageContaining("workunit 1 ");
    }
    assertThat(plan(request("app", null, List.of(new Unit("x".repeat(4096), null)), null)).units())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", ".hidden", "-x", "a/b"})
  void anInputHasAPlainName(String name) {
    assertRefused(Reason.MALFORMED, () -> plan(inputs(new NamedFile(name, uploaded))));
  }

  @Test
  void anInputIsAFileThatTheCallerUploaded() {
    Caller other = grid.somebody("other", Role.RESEARCHER);

    assertThat(plan(inputs(new NamedFile("a", uploaded))).inputs()).hasSize(1);
    assertRefused(Reason.NOT_FOUND, () -> plan(inputs(new NamedFile("a", "0".repeat(64)))));
    assertRefused(Reason.NOT_FOUND, () -> planFor(other, inputs(new NamedFile("a", uploaded))));
    assertRefused(Reason.MALFORMED, () -> plan(inputs(new NamedFile("a", "ABC"))));
    assertRefused(Reason.MALFORMED, () -> plan(inputs(new NamedFile("a", null))));
    assertRefused(Reason.MALFORMED, () -> plan(inputs((NamedFile) null)));
  }

  @Test
  void inputsHaveDifferentNamesAndAreAHundredAtMost() {
    NamedFile input = new NamedFile("a", uploaded);

    assertRefused(Reason.MALFORMED, () -> plan(inputs(input, input)));
    assertRefused(
        Reason.MALFORMED, () -> plan(request("app", null, ONE, Collections.nCopies(1001, input))));
  }

  @Test
  void aWorkunitNamesInputsOfTheBatchEachOnce() {
    List<UnaryOperator<List<String>>> bad =
        List.of(
            good -> List.of("a", "missing"),
            good -> List.of("a", "a"),
            good -> Collections.singletonList(null));
    for (UnaryOperator<List<String>> names : bad) {
      List<Unit> units = List.of(new Unit("1", names.apply(List.of("a"))));
      assertThat(
              assertRefused(
                  Reason.MALFORMED,
                  () -> plan(request("app", null, units, List.of(new NamedFile("a", uploaded))))))
          .hasMessageContaining("workunit 0 ");
    }
  }

  private static BatchRequest request(
      String app, String name, List<Unit> units, List<NamedFile> inputs) {
    return new BatchRequest(app, name, null, null, null, null, null, null, null, units, inputs);
  }

  private static BatchRequest inputs(NamedFile... inputs) {
    return request("app", null, ONE, Arrays.asList(inputs));
  }

  private static BatchRequest numbers(
      Integer quorum,
      Long bound,
      Integer errors,
      Integer total,
      Integer successes,
      Integer priority) {
    return new BatchRequest(
        "app", null, null, quorum, bound, errors, total, successes, priority, ONE, null);
  }

  private static Plan plan(BatchRequest request) {
    return planFor(researcher, request);
  }

  private static Plan planFor(Caller caller, BatchRequest request) {
    return grid.get(Transactions.class)
        .call(() -> grid.get(Plans.class).of(caller, request, grid.now()));
  }
}
