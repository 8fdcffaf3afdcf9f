package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.idlewild.scheduler.plugin.CredulousPlugins;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.store.FickleWorkunits;
import org.idlewild.scheduler.store.ForgetfulResults;
import org.idlewild.scheduler.store.HastyResults;
import org.idlewild.scheduler.store.HurriedBatches;
import org.idlewild.scheduler.store.RepetitiveResults;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.SleepyWorkunits;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.UserBlindResults;
import org.idlewild.scheduler.store.Workunits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A simulator that finds nothing proves nothing: servers with one broken rule each are found out.
 */
class BrokenServerTest {
  private static final int SEEDS = 40;

  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = new Simulator();
  }

  @AfterEach
  void stop() throws IOException {
    simulator.close();
  }

  @Test
  void aServerThatForgetsWhichHostsHadAWorkunitIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Results.class, ForgetfulResults.class)))
        .contains("ONE_A_HOST");
  }

  @Test
  void aServerThatForgetsWhoseHostsHadAWorkunitIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Results.class, UserBlindResults.class)))
        .contains("ONE_A_USER");
  }

  @Test
  void aServerThatChangesItsAnswerIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Workunits.class, FickleWorkunits.class)))
        .contains("ANSWER_STAYS");
  }

  @Test
  void aServerThatCountsAResultAndGoesOnWaitingForItIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Results.class, RepetitiveResults.class)))
        .hasValueSatisfying(name -> assertThat(name).isIn("COUNTED_ONCE", "LOST_OR_COUNTED"));
  }

  @Test
  void aServerThatForgetsDeadlinesIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Workunits.class, SleepyWorkunits.class)))
        .contains("NOBODY_FORGOTTEN");
  }

  @Test
  void aServerThatDeletesOutputsTooEarlyIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Results.class, HastyResults.class)))
        .contains("SUCCESS_HAS_OUTPUTS");
  }

  @Test
  void aServerThatBelievesLiarsIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Plugins.class, CredulousPlugins.class)))
        .hasValueSatisfying(
            name -> assertThat(name).isIn("RIGHT_OR_OUTVOTED", "VALID_MEANS_ALIKE"));
  }

  @Test
  void aServerThatEndsBatchesTooEarlyIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(StoredBatches.class, HurriedBatches.class)))
        .contains("BATCH_ENDS_ONCE");
  }

  private Optional<String> firstBroken(Consumer<Beans> fault) {
    return LongStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> simulator.run(seed, Options.NONE, fault))
        .flatMap(run -> run.violation().stream())
        .map(violation -> violation.name())
        .findFirst();
  }
}
