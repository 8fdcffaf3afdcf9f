package org.idlewild.scheduler.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.work.Outcome;
import org.idlewild.work.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputsTest {
  private static final String TEXT = "hello, world";
  private static final String HASH = hash(TEXT);

  @TempDir Path data;

  private TestGrid grid;
  private Outputs outputs;
  private Caller researcher;
  private long batch;
  private long alpha;
  private long beta;
  private long result;

  @BeforeEach
  void aHostWithATask() {
    grid = new TestGrid(TestDatabase.h2(), data);
    outputs = grid.get(Outputs.class);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    alpha = grid.host(grid.somebody("alpha", Role.VOLUNTEER));
    beta = grid.host(grid.somebody("beta", Role.VOLUNTEER));
    grid.app(researcher, "app");
    batch = grid.batch(researcher, "app", "one");
    grid.settle();
    result = grid.ask(alpha, 1, Set.of()).orders().get(0).resultId();
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void anOutputMayComeInPiecesAndItsHostCanAskHowFarItIs() throws IOException {
    assertThat(state()).isEqualTo(new Received(0, false));
    assertThat(receive("hello", 0, TEXT.length())).isEqualTo(new Received(5, false));
    assertThat(state()).isEqualTo(new Received(5, false));
    assertThat(receive(", world", 5, TEXT.length())).isEqualTo(new Received(12, true));
    assertThat(state()).isEqualTo(new Received(12, true));
  }

  @Test
  void anOutputThatIsHereAlreadyIsNotReadAgain() throws IOException {
    receive(TEXT, 0, TEXT.length());

    assertThat(receive("not even looked at", 3, 99)).isEqualTo(new Received(12, true));
  }

  @Test
  void anOutputMayBeReplacedUntilItIsReportedAndOnlyTheLastTakesRoom() throws IOException {
    receive(TEXT, 0, TEXT.length());
    grid.upload(alpha, result, "another");
    grid.upload(alpha, result, "other");

    assertThat(state()).isEqualTo(new Received(5, true));
    try (Stream<Path> files = Files.walk(data.resolve("files"))) {
      assertThat(files.filter(TestGrid::isContent)).as("the app and the output").hasSize(2);
    }
  }

  @Test
  void onlyTheHostThatHasTheTaskBringsItsDeclaredOutputs() {
    assertRefused(Reason.NOT_FOUND, () -> outputs.stateOf(beta, result, "stdout"));
    assertRefused(Reason.NOT_FOUND, () -> outputs.stateOf(alpha, result + 1000, "stdout"));
    assertRefused(Reason.NOT_FOUND, () -> outputs.stateOf(alpha, result, "other"));
    assertRefused(Reason.NOT_FOUND, () -> outputs.stateOf(alpha, result, "../stdout"));
  }

  @Test
  void anOutputLargerThanItsAppDeclaresIsRefused() {
    assertRefused(Reason.TOO_LARGE, () -> receive("x", 0, 1001));
    assertRefused(Reason.TOO_LARGE, () -> receive("x".repeat(1001), 0, -1));
  }

  @Test
  void whatWasReportedIsNoLongerAwaited() {
    grid.upload(alpha, result, TEXT);
    grid.report(alpha, result, Report.Ending.SUCCESS);

    assertRefused(Reason.GONE, () -> receive("again", 0, 5));
  }

  @ParameterizedTest(name = "exit {0}, claiming {1}: {2}")
  @CsvSource({
    "0, true, SUCCESS, ''",
    "3, true, CLIENT_ERROR, the program exited with 3",
    "0, false, CLIENT_ERROR, the output stdout was reported and never uploaded"
  })
  void aSuccessIsOneWhenTheProgramSaysSoAndItsOutputsAreHere(
      int exit, boolean honest, Outcome outcome, String message) {
    grid.upload(alpha, result, TEXT);
    String claimed = honest ? HASH : "0".repeat(64);
    report(
        new Report(
            result,
            Report.Ending.SUCCESS,
            exit,
            "",
            "",
            1,
            1,
            0,
            "namespaces",
            List.of(new Report.Claim("stdout", TEXT.length(), claimed))));

    assertThat(view().outcome()).isEqualTo(outcome);
    assertThat(view().message()).isEqualTo(message);
  }

  @Test
  void whatAHostSaysIsCutToWhatIsKept() {
    report(
        new Report(
            result,
            Report.Ending.FAILED,
            1,
            "m".repeat(5000),
            "e".repeat(64 * 1024),
            1,
            1,
            0,
            "s".repeat(500),
            List.of()));

    assertThat(view().message()).hasSize(1000);
    assertThat(view().sandbox()).hasSize(120);
  }

  @Test
  void aReportOfAnotherHostsTaskIsAcknowledgedAndDropped() {
    assertThat(grid.report(beta, result, Report.Ending.FAILED)).containsExactly(result);
    assertThat(grid.report(beta, result + 1000, Report.Ending.FAILED)).hasSize(1);

    assertThat(view().outcome()).isEqualTo(Outcome.INIT);
  }

  private void report(Report report) {
    assertThat(grid.report(alpha, List.of(report))).containsExactly(result);
  }

  private ResultView view() {
    return grid.get(BatchViews.class)
        .results(researcher, batch, Optional.empty(), 0, 10)
        .items()
        .get(0);
  }

  private Received state() {
    return outputs.stateOf(alpha, result, "stdout");
  }

  private Received receive(String content, long offset, long total) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return outputs.receive(
        alpha, result, "stdout", HASH, offset, total, new ByteArrayInputStream(bytes), grid.now());
  }

  private static String hash(String text) {
    return TestGrid.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
