package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Situation.NOW;
import static org.idlewild.work.Situation.TOMORROW;
import static org.idlewild.work.Situation.YESTERDAY;
import static org.idlewild.work.Situation.workunit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletionTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void nothingGoesBeforeTheAnswerWasHandedOver() {
    Deletion deletion = workunit().canonical().failed().deletion(NOW);

    assertThat(deletion.inputs()).isFalse();
    assertThat(deletion.outputs()).isEmpty();
    assertThat(deletion.again()).isEmpty();
  }

  @Test
  void filesStayForTheDelayAndGoWhenItIsOver() {
    Situation situation = workunit().canonical().handedOver(NOW).deleteDelay(HOUR);

    Deletion early = situation.deletion(NOW.plus(HOUR).minusMillis(1));
    Deletion due = situation.deletion(NOW.plus(HOUR));

    assertThat(early.inputs()).isFalse();
    assertThat(early.outputs()).isEmpty();
    assertThat(early.again()).contains(NOW.plus(HOUR));
    assertThat(due.inputs()).isTrue();
    assertThat(outputs(due)).containsExactly(1L);
  }

  @Test
  void whileAHostIsAtWorkTheInputsAndTheAnswerStay() {
    Deletion deletion =
        workunit()
            .canonical()
            .inProgressUntil(TOMORROW)
            .failed()
            .success(ValidateState.VALID)
            .success(ValidateState.INVALID)
            .handedOver(NOW)
            .deletion(NOW);

    assertThat(deletion.inputs()).isFalse();
    assertThat(outputs(deletion)).containsExactly(3L, 4L, 5L);
  }

  @Test
  void whileASuccessAwaitsTheValidatorItAndTheAnswerStay() {
    Deletion deletion = workunit().canonical().success().handedOver(NOW).deletion(NOW);

    assertThat(deletion.inputs()).isFalse();
    assertThat(outputs(deletion)).isEmpty();
  }

  @Test
  void aSilentHostWhoseTimeIsNotUpMayStillBringItsResult() {
    Situation situation = workunit().canonical().noReplyUntil(TOMORROW).handedOver(NOW);

    Deletion before = situation.deletion(TOMORROW.minusMillis(1));
    Deletion after = situation.deletion(TOMORROW);

    assertThat(before.inputs()).isFalse();
    assertThat(outputs(before)).isEmpty();
    assertThat(before.again()).contains(TOMORROW);
    assertThat(after.inputs()).isTrue();
    assertThat(outputs(after)).containsExactly(1L, 2L);
    assertThat(after.again()).isEmpty();
  }

  @Test
  void whatWasReleasedOnceIsNotReleasedAgain() {
    Deletion deletion =
        workunit()
            .canonical()
            .files(FileDeleteState.DONE)
            .noReplyUntil(YESTERDAY)
            .files(FileDeleteState.READY)
            .inputs(FileDeleteState.DONE)
            .handedOver(NOW)
            .deletion(NOW);

    assertThat(deletion.inputs()).isFalse();
    assertThat(deletion.outputs()).isEmpty();
  }

  @Test
  void aFailedWorkunitsFilesGoAsWell() {
    Deletion deletion =
        workunit()
            .error(WorkunitError.CANCELLED)
            .success(ValidateState.NO_CHECK)
            .over(Outcome.DIDNT_NEED, ValidateState.INIT)
            .handedOver(NOW)
            .deletion(NOW);

    assertThat(deletion.inputs()).isTrue();
    assertThat(outputs(deletion)).containsExactly(1L, 2L);
  }

  private static List<Long> outputs(Deletion deletion) {
    return deletion.outputs().stream().map(Result::id).toList();
  }
}
