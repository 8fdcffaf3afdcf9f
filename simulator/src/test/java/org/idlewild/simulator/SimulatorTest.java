package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
  private static Simulator simulator;
  private static String lived = "";

  @BeforeAll
  static void start() throws IOException, SQLException {
    simulator = new Simulator();
  }

  @AfterAll
  static void stop() throws IOException, SQLException {
    simulator.close();
  }

  @Test
  void twoHundredSeedsKeepAllThatMustHold() {
    assertThat(broken(LongStream.rangeClosed(1, 200))).isEmpty();
  }

  @Test
  void seedsThatOnceFailedDoNotFailAgain() throws IOException {
    assertThat(broken(known().stream().mapToLong(Long::longValue))).isEmpty();
  }

  @Test
  void theSameSeedIsTheSameRunToTheLastByteWhateverRanBefore() {
    Run first = run(17);
    run(18);
    Run second = run(17);

    assertThat(second.trace()).isEqualTo(first.trace());
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(run(19).fingerprint()).isNotEqualTo(run(20).fingerprint());
  }

  @Test
  void aRunIsAsLargeAsItIsAskedToBe() {
    Options options = new Options(OptionalInt.of(2), OptionalInt.of(1));

    Run run = simulator.run(21, options);

    assertThat(run.violation()).isEmpty();
    assertThat(run.trace()).anyMatch(line -> line.contains("submits 1 workunits"));
    assertThat(run.trace()).noneMatch(line -> line.contains(" h3-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the server dies",
        "the server is stopped",
        "is away",
        "leaves with",
        "cancels batch",
        "IN_PROGRESS .* => .* NO_REPLY",
        "NO_REPLY .* => .* CLIENT_DETACHED",
        "CLIENT_ERROR",
        "SUCCESS_INVALID",
        "SUCCESS_INCONCLUSIVE",
        "GONE",
        "CONFLICT",
        "PAUSE_BATCH .* done",
        "PAUSE_WORKUNIT .* done",
        "ABORT_WORKUNIT .* done",
        "ABORT_HOST .* done",
        "WRITE_TO_TASK .* done",
        "DELETE_BATCH .* done",
        "lets \\[\\d+.* rest",
        "hears 1",
        "says 1",
        "keeps .* taken",
        "quorum=1 .* => .* quorum=3",
        "ended => batch 1 ended archived"
      })
  void badThingsDoHappen(String bad) {
    assertThat(lived()).containsPattern(bad);
  }

  private static String lived() {
    if (lived.isEmpty()) {
      lived =
          LongStream.rangeClosed(1, 80)
              .boxed()
              .flatMap(seed -> run(seed).trace().stream())
              .collect(Collectors.joining("\n"));
    }
    return lived;
  }

  private static Run run(long seed) {
    return simulator.run(seed, Options.NONE);
  }

  private static List<String> broken(LongStream seeds) {
    return seeds
        .mapToObj(SimulatorTest::run)
        .filter(run -> run.violation().isPresent())
        .map(run -> "seed " + run.seed() + " breaks " + run.violation().get())
        .toList();
  }

  private static List<Long> known() throws IOException {
    try (InputStream seeds = SimulatorTest.class.getResourceAsStream("/seeds.txt")) {
      return new String(seeds.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Long.valueOf(line.split(" ", 2)[0]))
          .toList();
    }
  }
}
