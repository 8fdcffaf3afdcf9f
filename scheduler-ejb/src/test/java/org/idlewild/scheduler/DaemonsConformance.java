package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.daemon.ByHand;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.PassSwitches;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.Backlog;
import org.idlewild.scheduler.status.Counts;
import org.idlewild.scheduler.status.PassView;
import org.idlewild.scheduler.status.PassViews;
import org.junit.jupiter.api.Test;

/** What an operator sees of the daemons and can do with them, on every database. */
abstract class DaemonsConformance extends GridConformance {
  private static final Caller OPERATOR = new Caller(0, "operator", Role.OPERATOR);

  @Test
  void aPauseIsKnownWithWhoSaidSoUntilItIsResumed() {
    pause(PassName.VALIDATOR, true);
    PassView paused = grid.get(PassViews.class).one(OPERATOR, PassName.VALIDATOR);
    assertThat(paused.paused()).isTrue();
    assertThat(paused.changedBy()).contains("operator");
    assertThat(grid.get(PassSwitches.class).paused(PassName.FEEDER)).isFalse();

    pause(PassName.VALIDATOR, false);
    pause(PassName.VALIDATOR, false);
    assertThat(grid.get(PassSwitches.class).paused(PassName.VALIDATOR)).isFalse();
  }

  @Test
  void onlyAnOperatorLooksAtDaemonsPausesThemOrRunsThem() {
    Instant now = grid.now();
    assertRefused(
        Refused.Reason.FORBIDDEN, () -> grid.get(PassViews.class).overview(researcher, now));
    assertRefused(
        Refused.Reason.FORBIDDEN,
        () -> grid.get(PassSwitches.class).pause(researcher, PassName.FEEDER, true));
    assertRefused(
        Refused.Reason.FORBIDDEN, () -> grid.get(ByHand.class).run(researcher, PassName.FEEDER));
  }

  @Test
  void aPausedDaemonStillRunsByHand() {
    grid.batch(researcher, "app", "1", "2", "3");
    pause(PassName.TRANSITIONER, true);

    assertThat(grid.get(ByHand.class).run(OPERATOR, PassName.TRANSITIONER))
        .isEqualTo(new ByHand.Run("TRANSITIONER", 3, ByHand.Ending.DONE));
    assertThat(grid.get(PassViews.class).one(OPERATOR, PassName.TRANSITIONER).totalCount())
        .isEqualTo(3);
  }

  @Test
  void theBacklogSaysWhereAWorkunitWaits() {
    grid.batch(researcher, "app", "1");
    grid.advance(Duration.ofSeconds(90));
    assertThat(backlog().toTransition()).isEqualTo(1);
    assertThat(backlog().transitionerLagSeconds()).isEqualTo(90);

    grid.run(PassName.TRANSITIONER);
    assertThat(backlog().unsent()).isEqualTo(2);
    assertThat(backlog().transitionerLagSeconds()).isZero();

    grid.run(PassName.FEEDER);
    Order first = grid.ask(alpha, 1, Set.of()).orders().get(0);
    Order second = grid.ask(beta, 1, Set.of()).orders().get(0);
    assertThat(backlog().inProgress()).isEqualTo(2);

    grid.answer(alpha, first, "same");
    grid.answer(beta, second, "same");
    grid.run(PassName.TRANSITIONER);
    assertThat(backlog().toValidate()).isEqualTo(1);

    grid.run(PassName.VALIDATOR);
    assertThat(backlog().toAssimilate()).isEqualTo(1);

    grid.run(PassName.ASSIMILATOR);
    assertThat(backlog().outputsToDelete()).isEqualTo(2);

    grid.settle();
    assertThat(backlog()).isEqualTo(new Backlog(backlog().cap(), 0, 0, 0, 0, 0, 0, 2, 0));
  }

  private void pause(PassName name, boolean paused) {
    grid.get(PassSwitches.class).pause(OPERATOR, name, paused);
  }

  private Backlog backlog() {
    return grid.get(Counts.class).backlog(grid.now());
  }
}
