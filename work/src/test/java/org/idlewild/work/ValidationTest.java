package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.idlewild.work.Situation.DELAYS;
import static org.idlewild.work.Situation.NOW;
import static org.idlewild.work.Situation.TOMORROW;
import static org.idlewild.work.Situation.workunit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private static final Quorum UNDECIDED = new Quorum(OptionalLong.empty(), List.of(), List.of());

  @Test
  void resultsThatAgreeMakeAnAnswerAndWhatWasNotSentIsNotNeeded() {
    Validation validation =
        workunit()
            .success()
            .success()
            .success(ValidateState.INCONCLUSIVE)
            .unsent()
            .inProgressUntil(TOMORROW)
            .judged(Set.of(), new Quorum(OptionalLong.of(1), List.of(1L, 3L), List.of(2L)));

    assertThat(validation.workunit().canonicalResult()).hasValue(1);
    assertThat(validation.workunit().needValidate()).isFalse();
    assertThat(validation.transitionNow()).isTrue();
    assertThat(validation.changed())
        .extracting(Result::id, Result::outcome, Result::validateState)
        .containsExactly(
            tuple(1L, Outcome.SUCCESS, ValidateState.VALID),
            tuple(2L, Outcome.SUCCESS, ValidateState.INVALID),
            tuple(3L, Outcome.SUCCESS, ValidateState.VALID),
            tuple(4L, Outcome.DIDNT_NEED, ValidateState.INIT));
  }

  @Test
  void resultsThatDifferAreInconclusiveAndOneMoreIsAimedAt() {
    Validation validation = workunit().success().success().judged(Set.of(), UNDECIDED);

    assertThat(validation.workunit().errors()).isEmpty();
    assertThat(validation.workunit().rules().targetResults()).isEqualTo(3);
    assertThat(validation.changed())
        .extracting(Result::validateState)
        .containsOnly(ValidateState.INCONCLUSIVE);
  }

  @Test
  void theTargetStaysWhileSomeOfItsResultsAreStillOut() {
    Validation validation =
        workunit()
            .target(3)
            .success()
            .success()
            .inProgressUntil(TOMORROW)
            .judged(Set.of(), UNDECIDED);

    assertThat(validation.workunit().rules().targetResults()).isEqualTo(3);
  }

  @Test
  void asManySuccessesAsAllowedGoOnAndMoreEndTheWorkunit() {
    Situation asMany = workunit().maxSuccess(3).times(3, Situation::success);
    assertThat(asMany.judged(Set.of(), UNDECIDED).workunit().errors()).isEmpty();

    Validation validation = asMany.success().judged(Set.of(), UNDECIDED);

    assertThat(validation.workunit().errors()).containsExactly(WorkunitError.TOO_MANY_SUCCESS);
    assertThat(validation.workunit().rules().targetResults()).as("no more").isEqualTo(2);
  }

  @Test
  void aResultThatCannotBeReadIsAnErrorOfItsHost() {
    Validation validation = workunit().success().success().judged(Set.of(2L), UNDECIDED);

    assertThat(validation.changed())
        .extracting(Result::outcome, Result::validateState)
        .containsExactly(
            tuple(Outcome.SUCCESS, ValidateState.INCONCLUSIVE),
            tuple(Outcome.VALIDATE_ERROR, ValidateState.INVALID));
    assertThat(validation.workunit().rules().targetResults())
        .as("the transitioner replaces the one that is gone")
        .isEqualTo(2);
  }

  @Test
  void theReadingWaitsForAQuorumAndTakesExaminedResultsAgain() {
    Situation one = workunit().success().failed();
    assertThat(Validation.toRead(one.get(), one.results())).isEmpty();

    Situation two =
        workunit().success(ValidateState.INCONCLUSIVE).success().success(ValidateState.INVALID);
    assertThat(Validation.toRead(two.get(), two.results()))
        .extracting(Result::id)
        .containsExactly(1L, 2L);
  }

  @Test
  void whenTheAnswerIsKnownOnlyNewResultsAreRead() {
    Situation late = workunit().canonical().success(ValidateState.VALID).success();

    assertThat(Validation.toRead(late.get(), late.results()))
        .extracting(Result::id)
        .containsExactly(3L);
  }

  @Test
  void lateResultsAreJudgedByTheAnswerAloneWhichStays() {
    Situation late = workunit().canonical().success().success();

    Validation validation = Validation.late(late.get(), late.results(), Set.of(2L), Set.of(3L));

    assertThat(validation.workunit().canonicalResult()).hasValue(1);
    assertThat(validation.changed())
        .extracting(Result::id, Result::validateState)
        .containsExactly(tuple(2L, ValidateState.VALID), tuple(3L, ValidateState.INVALID));
  }

  @Test
  void lateResultsAreTooLateWhenTheAnswersFilesCanNoLongerBeRead() {
    Situation late = workunit().canonical().success().success();

    Validation validation = Validation.tooLate(late.get(), late.results(), Set.of(2L), Set.of(3L));

    assertThat(validation.workunit().canonicalResult()).hasValue(1);
    assertThat(validation.changed())
        .extracting(Result::id, Result::validateState)
        .containsExactlyInAnyOrder(
            tuple(2L, ValidateState.TOO_LATE), tuple(3L, ValidateState.INVALID));
  }

  @Test
  void aWorkunitWhoseResultsNeverAgreeEnds() {
    Workunit workunit = workunit().maxTotal(20).maxSuccess(6).get();
    List<Result> results = new ArrayList<>();
    for (int round = 0; round < 20 && !workunit.hasFailed(); round++) {
      Transition next = Transition.of(workunit, results, false, Rest.NONE, DELAYS, NOW);
      workunit = next.workunit();
      results = new ArrayList<>(Situations.apply(results, next.changed()));
      for (int i = 0; i < next.resultsToMake(); i++) {
        results.add(success(results.size() + 1));
      }
      if (!Validation.toRead(workunit, results).isEmpty()) {
        Validation validation = Validation.of(workunit, results, Set.of(), UNDECIDED);
        workunit = validation.workunit();
        results = new ArrayList<>(Situations.apply(results, validation.changed()));
      }
    }

    assertThat(workunit.errors()).containsExactly(WorkunitError.TOO_MANY_SUCCESS);
    assertThat(results).hasSize(7);
  }

  @Test
  void aTargetThatOutgrowsTheLimitOfResultsEndsTheWorkunit() {
    Situation disagreeing = workunit().maxTotal(2).success().success();
    Validation validation = disagreeing.judged(Set.of(), UNDECIDED);
    List<Result> after = Situations.apply(disagreeing.results(), validation.changed());

    Transition next = Transition.of(validation.workunit(), after, false, Rest.NONE, DELAYS, NOW);

    assertThat(next.workunit().errors()).containsExactly(WorkunitError.TOO_MANY_TOTAL);
  }

  private static Result success(long id) {
    return new Result(
        id,
        1,
        ServerState.OVER,
        Outcome.SUCCESS,
        ValidateState.INIT,
        FileDeleteState.INIT,
        OptionalLong.of(id),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
