package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.decision.Decisions;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Handovers;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.StoredFile;

/** Calls an assimilator and keeps what it writes. */
@Singleton
class Handover {
  private final Making making;
  private final Keeping keeping;
  private final LifecycleSettings settings;

  @Inject
  Handover(Making making, Keeping keeping, LifecycleSettings settings) {
    this.making = making;
    this.keeping = keeping;
    this.settings = settings;
  }

  /** What an assimilator made of an answer, not written down yet. */
  record Made(Handoffs.Due due, Arrivals.Arrived part) {
    /** An empty part needs no file. */
    Optional<StoredFile> file() {
      return Optional.of(part.file()).filter(some -> some.bytes() > 0);
    }
  }

  /**
   * Has an assimilator take one answer; {@link #keep} follows.
   *
   * @throws Unavailable when the assimilator does not take it now
   * @throws IOException when it is not here, or its part cannot be written
   */
  Made make(Handoffs.Due due, Instant now) throws Unavailable, IOException {
    Faults.at(Point.HANDOFF_GATHERED);
    Arrivals.Arrived part =
        making.make(
            due.app(),
            (assimilator, out) -> assimilator.assimilate(due.handoff(), out),
            settings.pluginLimit(),
            now);
    Faults.at(Point.PART_MADE);
    return new Made(due, part);
  }

  /**
   * Writes down that answers were taken, in one transaction.
   *
   * @throws IOException when what was not needed could not be thrown away
   */
  void keep(List<Made> some, Instant now) throws IOException {
    Set<Long> kept = Set.of();
    try {
      kept = keeping.keep(some, now);
    } finally {
      for (Made made : some) {
        if (!kept.contains(made.due().workunit())) {
          making.discard(made.part());
        }
      }
    }
    Faults.at(Point.HANDOVER_DONE);
  }

  /** Writes down that answers were handed over, with their parts. */
  @Singleton
  static class Keeping {
    private final Transactions transactions;
    private final Workunits workunits;
    private final Decisions decisions;
    private final Handovers handovers;
    private final Contents contents;

    @Inject
    Keeping(
        Transactions transactions,
        Workunits workunits,
        Decisions decisions,
        Handovers handovers,
        Contents contents) {
      this.transactions = transactions;
      this.workunits = workunits;
      this.decisions = decisions;
      this.handovers = handovers;
      this.contents = contents;
    }

    /** The workunits whose parts' files were moved into the store. */
    Set<Long> keep(List<Made> some, Instant now) {
      Map<Long, Made> made =
          some.stream()
              .collect(Collectors.toMap(each -> each.due().workunit(), Function.identity()));
      return transactions.call(() -> keep(made, now));
    }

    private Set<Long> keep(Map<Long, Made> made, Instant now) {
      // Others may have handed some over before.
      List<Workunits.Whole> first =
          workunits.load(made.keySet()).stream()
              .filter(each -> each.workunit().assimilateState() == AssimilateState.READY)
              .toList();
      handovers.assimilated(
          first.stream()
              .collect(
                  Collectors.groupingBy(
                      Workunits.Whole::batch,
                      Collectors.mapping(each -> each.workunit().id(), Collectors.toList()))));
      decisions.write(
          first.stream()
              .map(
                  each ->
                      decisions
                          .of(each, each.workunit().handedOver(now), List.of(), now)
                          .with(made.get(each.workunit().id()).file()))
              .toList(),
          now);
      Faults.at(Point.HANDOVER_NOTED);
      Set<Long> kept = new HashSet<>();
      for (Workunits.Whole each : first) {
        Made part = made.get(each.workunit().id());
        if (part.file().isPresent()) {
          contents.keep(part.part().file(), part.part().path(), now);
          kept.add(each.workunit().id());
          Faults.at(Point.PART_KEPT);
        }
      }
      return kept;
    }
  }
}
