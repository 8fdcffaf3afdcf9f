package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.RemoteControl;
import org.idlewild.scheduler.batch.RemoteJob;
import org.idlewild.scheduler.batch.RemoteRequest;
import org.idlewild.scheduler.batch.Submission;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.status.RemoteBatchViews;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others may not do to a researcher's batches by BOINC's tools, on every database. */
abstract class StrangersConformance extends GridConformance {
  private Caller stranger;

  @BeforeEach
  void anotherResearcher() {
    stranger = grid.somebody("stranger", Role.RESEARCHER);
  }

  @Test
  void aBatchThatIsAnnouncedIsNobodyElses() {
    assertNobodyElses(announce());
  }

  @Test
  void aBatchThatRunsIsNobodyElses() {
    long batch = announce();
    submit(batch);

    assertNobodyElses(batch);
  }

  @Test
  void aNameLeadsToOnesOwnBatchAlone() {
    long batch = announce();

    assertThat(control().named(researcher, "night")).isEqualTo(batch);
    assertRefused(Reason.NOT_FOUND, () -> control().named(stranger, "night"));
  }

  @Test
  void anOperatorMayGiveUpAnybodys() {
    long batch = announce();
    Caller operator = new Caller(0, "operator", Role.OPERATOR);

    control().abort(operator, batch, grid.now());

    assertRefused(Reason.NOT_FOUND, () -> state(researcher, batch));
  }

  private void assertNobodyElses(long batch) {
    String before = state(researcher, batch);

    assertRefused(Reason.FORBIDDEN, () -> control().abort(stranger, batch, grid.now()));
    assertRefused(Reason.FORBIDDEN, () -> control().retire(stranger, batch, grid.now()));
    assertRefused(
        Reason.FORBIDDEN, () -> control().expire(stranger, batch, Optional.of(grid.now())));
    assertRefused(Reason.FORBIDDEN, () -> state(stranger, batch));
    grid.settle();

    assertThat(state(researcher, batch)).isEqualTo(before);
  }

  private RemoteControl control() {
    return grid.get(RemoteControl.class);
  }

  private String state(Caller caller, long batch) {
    return grid.get(RemoteBatchViews.class).batch(caller, batch).batch().state();
  }

  private long announce() {
    return grid.get(Submission.class)
        .announce(researcher, "app", "night", Optional.empty(), grid.now());
  }

  private void submit(long batch) {
    RemoteJob job = new RemoteJob(Optional.of("a"), new Unit("a", null), List.of());
    BatchRequest rules =
        new BatchRequest("app", null, null, 2, null, null, null, null, null, null, null);
    try {
      grid.get(Submission.class)
          .submit(
              researcher, new RemoteRequest(Optional.of(batch), rules, List.of(job)), grid.now());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
