package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.idlewild.scheduler.plugin.CredulousPlugins;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.store.ArchivedRows;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Bindings;
import org.idlewild.scheduler.store.BoastfulOffers;
import org.idlewild.scheduler.store.CountlessHistories;
import org.idlewild.scheduler.store.Credits;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.FickleWorkunits;
import org.idlewild.scheduler.store.ForgetfulDemands;
import org.idlewild.scheduler.store.ForgetfulRows;
import org.idlewild.scheduler.store.GarblingTrickles;
import org.idlewild.scheduler.store.GenerousCredits;
import org.idlewild.scheduler.store.HastyArchives;
import org.idlewild.scheduler.store.HastyResults;
import org.idlewild.scheduler.store.HostHistories;
import org.idlewild.scheduler.store.HurriedBatches;
import org.idlewild.scheduler.store.LooseBindings;
import org.idlewild.scheduler.store.Offers;
import org.idlewild.scheduler.store.Pauses;
import org.idlewild.scheduler.store.RepetitiveResults;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.ShallowPauses;
import org.idlewild.scheduler.store.SharedCheckpoints;
import org.idlewild.scheduler.store.SleepyPauses;
import org.idlewild.scheduler.store.SleepyWorkunits;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.StoredTrickles;
import org.idlewild.scheduler.store.TeamlessCredits;
import org.idlewild.scheduler.store.TrustingBindings;
import org.idlewild.scheduler.store.UnfairCredits;
import org.idlewild.scheduler.store.UserBlindDemands;
import org.idlewild.scheduler.store.Workunits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A simulator that finds nothing proves nothing: servers with one broken rule each are found out.
 */
class BrokenServerTest {
  private static final int SEEDS = 80;

  private Simulator simulator;

  @BeforeEach
  void start() throws IOException, SQLException {
    simulator = new Simulator();
  }

  @AfterEach
  void stop() throws IOException, SQLException {
    simulator.close();
  }

  @Test
  void aServerThatForgetsWhichHostsHadAWorkunitIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Demands.class, ForgetfulDemands.class)))
        .contains("ONE_A_HOST");
  }

  @Test
  void aServerThatForgetsWhoseHostsHadAWorkunitIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Demands.class, UserBlindDemands.class)))
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
        .hasValueSatisfying(name -> assertThat(name).isIn("SUCCESS_HAS_OUTPUTS", "ALL_TIDY"));
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

  @Test
  void aServerThatPaysTwiceIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Credits.class, GenerousCredits.class)))
        .contains("BOOKS_BALANCE");
  }

  @Test
  void aServerThatForgetsTeamsIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Credits.class, TeamlessCredits.class)))
        .contains("BOOKS_BALANCE");
  }

  @Test
  void aServerThatPaysOneMoreThanTheOtherIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Credits.class, UnfairCredits.class)))
        .contains("PAID_ALIKE");
  }

  @Test
  void aServerThatWakesNobodyIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Pauses.class, SleepyPauses.class)))
        .contains("NOBODY_FORGOTTEN");
  }

  @Test
  void aServerThatSendsWhatIsPausedIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Pauses.class, ShallowPauses.class)))
        .contains("REST_IS_REST");
  }

  @Test
  void aServerThatMixesKindsOfHostsIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Bindings.class, LooseBindings.class)))
        .contains("OF_ITS_KIND");
  }

  @Test
  void aServerThatTrustsEverybodyIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Bindings.class, TrustingBindings.class)))
        .contains("TRUSTED_ALONE");
  }

  @Test
  void aServerThatKeepsNoQuotasIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(HostHistories.class, CountlessHistories.class)))
        .contains("WITHIN_QUOTA");
  }

  @Test
  void aServerThatSendsWorkToHostsThatCannotRunItIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Offers.class, BoastfulOffers.class)))
        .contains("FIT_TO_RUN");
  }

  @Test
  void aServerThatArchivesTooEarlyIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(Archives.class, HastyArchives.class)))
        .contains("ARCHIVED_ONCE");
  }

  @Test
  void aServerThatForgetsWhatHostsDidIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(ArchivedRows.class, ForgetfulRows.class)))
        .contains("STANDING_STAYS");
  }

  @Test
  void aServerThatGarblesMessagesIsFoundOut() {
    assertThat(firstBroken(beans -> beans.replace(StoredTrickles.class, GarblingTrickles.class)))
        .contains("WORD_FOR_WORD");
  }

  @Test
  void aServerThatLetsTwoResultsShareAHistoryIsFoundOut() {
    assertThat(
            firstBroken(beans -> beans.replace(StoredCheckpoints.class, SharedCheckpoints.class)))
        .hasValueSatisfying(name -> assertThat(name).isIn("ONE_HISTORY", "LEGAL_STEP"));
  }

  private Optional<String> firstBroken(Consumer<Beans> fault) {
    return LongStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> simulator.run(seed, Options.NONE, fault))
        .flatMap(run -> run.violation().stream())
        .map(violation -> violation.name())
        .findFirst();
  }
}
