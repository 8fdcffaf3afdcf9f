package org.idlewild.scheduler.decision;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.store.BatchTails;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Tail;

/** Notices that batches come to their end. To be called in a transaction. */
@Singleton
public class TailWatch {
  private final BatchTails tails;
  private final Catalogue catalogue;

  @Inject
  TailWatch(BatchTails tails, Catalogue catalogue) {
    this.tails = tails;
    this.catalogue = catalogue;
  }

  /** Has somebody look at those batches that are at their end since a workunit was handed over. */
  void begin(List<Decision> decisions, Instant now) {
    List<Long> moved =
        decisions.stream()
            .filter(each -> each.workunit().assimilateState() == AssimilateState.DONE)
            .map(each -> each.from().batch())
            .distinct()
            .toList();
    tails.open(moved).stream()
        .filter(batch -> !batch.watched() && isReached(batch))
        .forEach(batch -> tails.look(batch.batch(), Optional.of(now)));
  }

  /** Whether a batch is at its end. */
  public boolean isReached(BatchTails.Open batch) {
    return Tail.isReached(batch.left(), batch.total(), catalogue.policyOf(batch.version()).tail());
  }
}
