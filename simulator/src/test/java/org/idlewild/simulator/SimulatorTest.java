package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static Simulator simulator;

  @BeforeAll
  static void start() throws IOException {
    simulator = new Simulator();
  }

  @AfterAll
  static void stop() throws IOException {
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

  @Test
  void badThingsDoHappen() {
    List<String> traces =
        LongStream.rangeClosed(1, 20).boxed().flatMap(seed -> run(seed).trace().stream()).toList();

    assertThat(
            Stream.of(
                "the server dies",
                "the server is stopped",
                "is away",
                "leaves with",
                "cancels batch",
                "=> result 1 of 1 NO_REPLY",
                "CLIENT_ERROR",
                "SUCCESS_INVALID",
                "SUCCESS_INCONCLUSIVE",
                "GONE",
                "CONFLICT"))
        .allSatisfy(bad -> assertThat(traces).anyMatch(line -> line.contains(bad)));
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
