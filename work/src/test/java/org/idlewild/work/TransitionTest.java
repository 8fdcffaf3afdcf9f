package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Situation.DELAYS;
import static org.idlewild.work.Situation.NOW;
import static org.idlewild.work.Situation.TOMORROW;
import static org.idlewild.work.Situation.YESTERDAY;
import static org.idlewild.work.Situation.workunit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionTest {
  private static final Duration TEN_DAYS = Duration.ofDays(10);

  @Test
  void aNewWorkunitGetsAsManyResultsAsItAimsAtAndNoneIsARetry() {
    Transition next = workunit().target(3).transition();

    assertThat(next.resultsToMake()).isEqualTo(3);
    assertThat(next.retry()).isFalse();
  }

  @Test
  void aResultWhoseDeadlineIsReachedIsNotOverdueYet() {
    Transition next = workunit().inProgressUntil(NOW).unsent().transition();

    assertThat(next.changed()).isEmpty();
    assertThat(next.workunit().transitionTime()).contains(NOW.plusMillis(1));
  }

  @Test
  void aResultWhoseDeadlinePassedIsGivenUpAndReplacedByARetry() {
    Transition next = workunit().inProgressUntil(NOW.minusMillis(1)).unsent().transition();

    assertThat(next.changed())
        .singleElement()
        .extracting(Result::outcome)
        .isEqualTo(Outcome.NO_REPLY);
    assertThat(next.resultsToMake()).isEqualTo(1);
    assertThat(next.retry()).isTrue();
    assertThat(next.workunit().inProgress()).isFalse();
  }

  @Test
  void aSuccessThatCameAfterTheAnswersFilesWentIsTooLate() {
    Transition next = workunit().canonical().files(FileDeleteState.READY).success().transition();

    assertThat(states(next)).contains(ValidateState.TOO_LATE);
    assertThat(next.workunit().needValidate()).isFalse();
  }

  @Test
  void aLateSuccessIsComparedWhileTheAnswersFilesAreThere() {
    Transition next = workunit().canonical().success().transition();

    assertThat(next.workunit().needValidate()).isTrue();
    assertThat(next.changed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_ERROR", "VALIDATE_ERROR"})
  void moreErrorsThanAllowedEndAWorkunitAndAsManyDoNot(Outcome error) {
    Situation asMany = workunit().maxErrors(2).times(2, s -> s.over(error, ValidateState.INVALID));
    assertThat(asMany.transition().workunit().errors()).isEmpty();

    Transition next = asMany.over(error, ValidateState.INVALID).transition();

    assertThat(next.workunit().errors()).containsExactly(WorkunitError.TOO_MANY_ERROR);
    assertThat(next.workunit().assimilateState()).isEqualTo(AssimilateState.READY);
    assertThat(next.resultsToMake()).isZero();
  }

  @Test
  void anAbortByTheHostsUserIsReplacedAndIsNobodysError() {
    Transition next = workunit().maxErrors(0).abortedByUser().unsent().transition();

    assertThat(next.workunit().errors()).isEmpty();
    assertThat(next.resultsToMake()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_REPLY", "DIDNT_NEED", "CLIENT_DETACHED"})
  void whatIsNobodysFaultIsNoError(Outcome outcome) {
    Transition next =
        workunit().maxErrors(0).over(outcome, ValidateState.INIT).unsent().transition();

    assertThat(next.workunit().errors()).isEmpty();
  }

  @Test
  void aResultThatFoundNoHostEndsTheWorkunit() {
    Transition next =
        workunit().over(Outcome.COULDNT_SEND, ValidateState.INIT).unsent().transition();

    assertThat(next.workunit().errors()).containsExactly(WorkunitError.COULDNT_SEND);
  }

  @ParameterizedTest(name = "quorum {0}, new {1}, examined {2}: {3}")
  @CsvSource({
    "2, 0, 0, false",
    "2, 1, 0, false",
    "2, 2, 0, true",
    "2, 3, 0, true",
    "1, 1, 0, true",
    "2, 0, 2, false",
    "2, 1, 1, true",
    "2, 1, 2, true"
  })
  void aNewSuccessThatMakesAQuorumPossibleIsToBeValidated(
      int quorum, int fresh, int examined, boolean expected) {
    Transition next =
        workunit()
            .quorum(quorum)
            .target(4)
            .times(fresh, Situation::success)
            .times(examined, s -> s.success(ValidateState.INCONCLUSIVE))
            .transition();

    assertThat(next.workunit().needValidate()).isEqualTo(expected);
  }

  @ParameterizedTest(
      name = "target {0}: {1} unsent, {2} in progress, {3} good, {4} silent, most {5}")
  @CsvSource({
    // target, unsent, in progress, successes, silent, most; to make, whether it ends
    "3, 0, 0, 0, 0, 10, 3, false",
    "3, 1, 1, 0, 0, 10, 1, false",
    "3, 1, 1, 1, 0, 10, 0, false",
    "3, 2, 2, 0, 0, 10, 0, false",
    "3, 0, 1, 0, 5, 10, 2, false",
    "3, 0, 1, 0, 8, 10, 1, false",
    "3, 0, 1, 0, 9, 10, 0, true",
    "3, 0, 3, 0, 7, 10, 0, false",
    "3, 0, 3, 0, 8, 10, 0, true",
    "2, 0, 0, 1, 9, 10, 0, true",
    "2, 0, 0, 1, 8, 10, 1, false",
    "2, 0, 0, 0, 2, 2, 0, true"
  })
  void missingResultsAreMadeWithinTheLimitAndAWorkunitThatNeedsMoreEnds(
      int target,
      int unsent,
      int inProgress,
      int successes,
      int silent,
      int most,
      int made,
      boolean ends) {
    Transition next =
        workunit()
            .target(target)
            .maxTotal(most)
            .times(unsent, Situation::unsent)
            .times(inProgress, s -> s.inProgressUntil(TOMORROW))
            .times(successes, Situation::success)
            .times(silent, s -> s.noReplyUntil(YESTERDAY))
            .transition();

    assertThat(next.resultsToMake()).isEqualTo(made);
    assertThat(next.workunit().errors())
        .isEqualTo(ends ? Set.of(WorkunitError.TOO_MANY_TOTAL) : Set.of());
  }

  @Test
  void aWorkunitDoesNotEndWhileTheValidatorMayStillFindItsAnswer() {
    Transition next =
        workunit()
            .target(4)
            .maxTotal(4)
            .success(ValidateState.INCONCLUSIVE)
            .over(Outcome.VALIDATE_ERROR, ValidateState.INVALID)
            .failed()
            .success()
            .transition();

    assertThat(next.workunit().errors()).isEmpty();
    assertThat(next.workunit().needValidate()).isTrue();
  }

  @Test
  void aFailedWorkunitDropsWhatWasNotSentAndExaminesNothingMore() {
    Transition next =
        workunit()
            .error(WorkunitError.CANCELLED)
            .inactive()
            .unsent()
            .inProgressUntil(TOMORROW)
            .success()
            .success(ValidateState.INCONCLUSIVE)
            .failed()
            .transition();

    assertThat(next.changed()).extracting(Result::id).containsExactly(1L, 2L, 4L, 5L);
    assertThat(next.changed())
        .extracting(Result::outcome)
        .containsExactly(Outcome.DIDNT_NEED, Outcome.DIDNT_NEED, Outcome.SUCCESS, Outcome.SUCCESS);
    assertThat(states(next))
        .containsExactly(
            ValidateState.INIT, ValidateState.INIT, ValidateState.NO_CHECK, ValidateState.NO_CHECK);
    assertThat(next.workunit().assimilateState()).isEqualTo(AssimilateState.READY);
    assertThat(next.workunit().needValidate()).isFalse();
    assertThat(next.resultsToMake()).isZero();
  }

  @Test
  void anAnsweredWorkunitIsHandedOverAndGetsNoMoreResults() {
    Transition next = workunit().target(3).canonical().failed().transition();

    assertThat(next.workunit().assimilateState()).isEqualTo(AssimilateState.READY);
    assertThat(next.resultsToMake()).isZero();
  }

  @Test
  void whateverFailsAfterTheAnswerDoesNotFailTheWorkunit() {
    Transition next =
        workunit()
            .maxErrors(0)
            .maxTotal(2)
            .canonical()
            .failed()
            .failed()
            .over(Outcome.COULDNT_SEND, ValidateState.INIT)
            .transition();

    assertThat(next.workunit().errors()).isEmpty();
  }

  @Test
  void whatWasHandedOverIsNotHandedOverAgain() {
    Transition next = workunit().canonical().handedOver(YESTERDAY).transition();

    assertThat(next.workunit().assimilateState()).isEqualTo(AssimilateState.DONE);
  }

  @Test
  void filesThatNobodyNeedsAreReleasedAfterTheHandover() {
    Transition next =
        workunit().canonical().success(ValidateState.VALID).handedOver(NOW).transition();

    assertThat(next.workunit().fileDeleteState()).isEqualTo(FileDeleteState.READY);
    assertThat(next.changed())
        .extracting(Result::fileDeleteState)
        .containsExactly(FileDeleteState.READY, FileDeleteState.READY);
    assertThat(next.workunit().transitionTime()).isEmpty();
  }

  @Test
  void anOpenWorkunitIsLookedAtAgainAfterTenDaysOrHalfAgainItsDelayBound() {
    assertThat(workunit().unsent().unsent().transition().workunit().transitionTime())
        .contains(NOW.plus(TEN_DAYS));
    assertThat(
            workunit()
                .delayBound(Duration.ofDays(20))
                .unsent()
                .unsent()
                .transition()
                .workunit()
                .transitionTime())
        .contains(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void theEarliestDeadlineIsTheNextTimeEvenWhenTheAnswerIsKnown() {
    Instant soon = NOW.plusSeconds(60);

    assertThat(nextOf(workunit().inProgressUntil(TOMORROW).inProgressUntil(soon)))
        .contains(soon.plusMillis(1));
    assertThat(nextOf(workunit().canonical().inProgressUntil(soon))).contains(soon.plusMillis(1));
    assertThat(nextOf(workunit().error(WorkunitError.CANCELLED).inProgressUntil(soon)))
        .contains(soon.plusMillis(1));
  }

  @Test
  void aSettledWorkunitWithNothingOnHostsIsLookedAtOnlyWhenSomethingHappens() {
    assertThat(nextOf(workunit().canonical())).isEmpty();
    assertThat(nextOf(workunit().error(WorkunitError.CANCELLED).failed())).isEmpty();
  }

  @Test
  void theEndOfTheDeleteDelayIsTheNextTime() {
    Duration delay = Duration.ofHours(1);

    assertThat(nextOf(workunit().canonical().handedOver(NOW).deleteDelay(delay)))
        .contains(NOW.plus(delay));
  }

  @Test
  void ofManySituationsEachTransitionMadeAgainChangesNothing() {
    for (Situation situation : Situations.withoutContradiction()) {
      Transition first = situation.transition();
      List<Result> after = Situations.apply(situation.results(), first.changed());
      Transition again = Transition.of(first.workunit(), after, false, first.rest(), DELAYS, NOW);

      assertThat(again.changed()).as("%s", situation.results()).isEmpty();
      assertThat(again.workunit()).isEqualTo(first.workunit());
    }
  }

  private static Optional<Instant> nextOf(Situation situation) {
    return situation.transition().workunit().transitionTime();
  }

  private static List<ValidateState> states(Transition next) {
    return next.changed().stream().map(Result::validateState).toList();
  }
}
