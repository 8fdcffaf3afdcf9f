package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.idlewild.scheduler.feeder.DispatchBuffer;
import org.idlewild.scheduler.store.Demands;

/**
 * What workunits ask: from memory where it is there, for the write that sends one checks that it
 * has not changed. To be called in a transaction.
 */
@Singleton
class Needs {
  private final DispatchBuffer buffer;
  private final Demands demands;

  @Inject
  Needs(DispatchBuffer buffer, Demands demands) {
    this.buffer = buffer;
    this.demands = demands;
  }

  /**
   * What a workunit asks; empty when it is gone.
   *
   * @param next it, and those that will be asked about next: what has to be read is read for all
   */
  Optional<Demands.Need> of(Round round, long workunit, Supplier<List<Long>> next) {
    Optional<Demands.Need> known = known(round, workunit);
    if (known.isPresent() || round.isRead(workunit)) {
      return known;
    }
    List<Long> unknown = next.get().stream().filter(id -> known(round, id).isEmpty()).toList();
    round.read(unknown, demands.needs(unknown));
    return known(round, workunit);
  }

  private Optional<Demands.Need> known(Round round, long workunit) {
    return round
        .need(workunit)
        .or(() -> round.isTouched(workunit) ? Optional.empty() : buffer.need(workunit));
  }

  /** After the commit: what was read and given is what there is. */
  void settle(Round round) {
    buffer.doubt(round.touched());
    buffer.know(round.needs());
  }

  /** Has whoever asks next read anew. */
  void forget() {
    buffer.doubtAll();
  }
}
