package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Situation.NOW;
import static org.idlewild.work.Situation.TOMORROW;
import static org.idlewild.work.Situation.WEEK;
import static org.idlewild.work.Situation.YESTERDAY;
import static org.idlewild.work.Situation.workunit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Workunits that are held, or whose batch is paused. */
class RestTest {

  @ParameterizedTest(name = "hold {0}, batch paused {1}, {2}: {3}")
  @CsvSource(
      value = {
        // hold, batch paused, a result before, the same after
        "-, false, UNSENT, UNSENT",
        "-, false, INACTIVE, UNSENT",
        "-, true, UNSENT, INACTIVE",
        "-, true, INACTIVE, INACTIVE",
        "OWNER, false, UNSENT, INACTIVE",
        "OWNER, true, INACTIVE, INACTIVE",
        "FAILS_EVERYWHERE, false, UNSENT, INACTIVE",
        "TOO_SHORT, false, UNSENT, INACTIVE",
        "TOO_LONG, true, UNSENT, INACTIVE",
      },
      nullValues = "-")
  void whatIsNotSentWaitsAsTheRestSays(
      Hold hold, boolean paused, ServerState before, ServerState after) {
    Situation situation =
        before == ServerState.UNSENT ? workunit().unsent() : workunit().inactive();
    rest(situation, hold, paused);

    Transition next = situation.transition();

    assertThat(Situations.apply(situation.results(), next.changed()))
        .extracting(Result::serverState)
        .containsExactly(after);
  }

  @ParameterizedTest(name = "hold {0}, batch paused {1}, answered {2}: over {3}")
  @CsvSource(
      value = {
        // hold, batch paused, answered already, given up when its deadline has passed
        "-, false, false, true",
        "-, true, false, false",
        "OWNER, false, false, false",
        "OWNER, true, false, false",
        "FAILS_EVERYWHERE, false, false, false",
        "OWNER, false, true, true",
        "-, true, true, true",
      },
      nullValues = "-")
  void aDeadlineStandsStillWhileItsWorkunitRests(
      Hold hold, boolean paused, boolean answered, boolean over) {
    Situation situation = answered ? workunit().canonical() : workunit();
    rest(situation.inProgressUntil(YESTERDAY), hold, paused);

    Transition next = situation.transition();

    assertThat(next.changed().stream().anyMatch(r -> r.outcome() == Outcome.NO_REPLY))
        .isEqualTo(over);
  }

  @Test
  void aWorkunitThatRestsIsNotLookedAtForADeadline() {
    assertThat(workunit().paused().inProgressUntil(TOMORROW).transition().workunit())
        .extracting(Workunit::transitionTime)
        .isEqualTo(Optional.of(NOW.plusSeconds(10 * 86_400)));
  }

  @Test
  void itsResultsAreMadeAllTheSameSoThatTheyAreThereWhenItIsResumed() {
    assertThat(workunit().paused().transition().resultsToMake()).isEqualTo(2);
  }

  @Test
  void theTimeWhenItBeganToRestIsKeptUntilItGoesOn() {
    Transition first = workunit().held(Hold.OWNER).transition();
    Transition later =
        workunit().held(Hold.OWNER).rests(first.rest()).transition(NOW.plusSeconds(60));
    Transition resumed = workunit().rests(first.rest()).transition(NOW.plusSeconds(90));

    assertThat(first.rest().since()).contains(NOW);
    assertThat(later.rest().since()).contains(NOW);
    assertThat(resumed.rest()).isEqualTo(Rest.NONE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
  void aHoldForCauseGivesItsWorkunitUpAfterItsTime(Hold cause) {
    Transition first = workunit().held(cause).unsent().transition();
    Instant end = NOW.plus(WEEK);

    assertThat(first.rest().until()).contains(end);
    assertThat(first.workunit().transitionTime()).contains(end);
    assertThat(errorsAt(end.minusMillis(1), cause, first.rest())).isEmpty();
    assertThat(errorsAt(end, cause, first.rest())).containsExactly(WorkunitError.TOO_MANY_ERROR);
  }

  @Test
  void aHoldOfTheOwnersLastsAsLongAsHeLikes() {
    Transition first = workunit().held(Hold.OWNER).transition();

    assertThat(first.rest().until()).isEmpty();
    assertThat(errorsAt(NOW.plus(WEEK.multipliedBy(100)), Hold.OWNER, first.rest())).isEmpty();
  }

  @Test
  void aWorkunitThatIsAnsweredWhileItRestsNeedsItsOtherResultsNoMore() {
    Situation situation = workunit().quorum(1).success().inactive();
    Validation judged =
        situation.judged(Set.of(), Quorum.check(List.of(vote()), 1, (one, other) -> true));

    assertThat(Situations.apply(situation.results(), judged.changed()).get(1).outcome())
        .isEqualTo(Outcome.DIDNT_NEED);
  }

  private static Quorum.Vote<Long> vote() {
    return new Quorum.Vote<>(1, 1L);
  }

  private static Set<WorkunitError> errorsAt(Instant when, Hold hold, Rest rest) {
    return workunit().held(hold).inactive().rests(rest).transition(when).workunit().errors();
  }

  private static void rest(Situation situation, Hold hold, boolean paused) {
    if (hold != null) {
      situation.held(hold);
    }
    if (paused) {
      situation.paused();
    }
  }
}
