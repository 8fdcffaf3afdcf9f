package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.BatchSettings;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.ArrivingBatches;
import org.idlewild.scheduler.store.FreshWorkunits;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Batch;

/** Writes batches some lines at a time. To be called in a transaction. */
@Singleton
class Chunks {
  private final Plans plans;
  private final StoredBatches batches;
  private final ArrivingBatches arriving;
  private final FreshWorkunits workunits;
  private final Ids ids;
  private final Bounds bounds;

  @Inject
  Chunks(
      Plans plans,
      StoredBatches batches,
      ArrivingBatches arriving,
      FreshWorkunits workunits,
      Ids ids,
      Bounds bounds) {
    this.plans = plans;
    this.batches = batches;
    this.arriving = arriving;
    this.workunits = workunits;
    this.ids = ids;
    this.bounds = bounds;
  }

  /** A batch on its way and what is known of it. */
  record Known(Plans.Head head, ArrivingBatches.Arrived arrived) {}

  /**
   * The batch that the same upload brought before.
   *
   * @throws Refused MISMATCH when the key was used for something else
   */
  Optional<Known> before(Caller caller, BatchHead head) {
    return head.key()
        .flatMap(key -> batches.withKey(caller.userId(), key))
        .map(
            keyed -> {
              if (!keyed.requestSha256().equals(head.sha256())) {
                throw new Refused(
                    Refused.Reason.MISMATCH, "this Idempotency-Key was used for another request");
              }
              Batch batch = batches.withId(keyed.batch()).orElseThrow();
              return new Known(plans.head(batch, head.request()), arriving.of(keyed.batch()));
            });
  }

  /** Makes a batch out of its first line and some more. */
  Known begin(Caller caller, BatchHead said, List<Line> lines, Instant now) {
    if (before(caller, said).isPresent()) {
      throw overtaken();
    }
    if (arriving.open(caller.userId()) >= bounds.batches.mostArriving()) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "at most "
              + bounds.batches.mostArriving()
              + " batches of yours may be on their way at once");
    }
    Plans.Head head = plans.head(caller, said.request());
    Batch batch =
        new Batch(
            ids.next(Ids.Kind.BATCH),
            head.name(),
            head.app().id(),
            head.version().id(),
            caller.userId(),
            now,
            head.rules().minQuorum(),
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            head.inputs());
    Known known = new Known(head, arriving.begin(batch, said.key(), said.sha256(), now));
    return add(known, lines, now);
  }

  /**
   * Adds lines to a batch.
   *
   * @throws Refused CONFLICT when another upload adds to it, or it was given up; MALFORMED
   */
  Known add(Known known, List<Line> lines, Instant now) {
    ArrivingBatches.Arrived arrived = arriving.of(known.arrived().batch());
    requireOpen(arrived);
    if (arrived.lines() != known.arrived().lines()) {
      throw overtaken();
    }
    List<Workunits.Draft> drafts =
        plans
            .drafts(
                known.head(),
                lines.stream().map(Line::unit).toList(),
                i -> "line " + lines.get(i).number(),
                now)
            .some();
    Checks.require(
        arrived.total() + drafts.size() <= bounds.batches.mostWorkunits(),
        "a batch has at most " + bounds.batches.mostWorkunits() + " workunits");
    workunits.add(
        arrived.batch(),
        known.head().app().id(),
        arrived.total(),
        Beginnings.of(
            drafts, known.head().app().policy(), arrived.paused(), bounds.lifecycle.delays(), now));
    Line last = lines.get(lines.size() - 1);
    Known after =
        new Known(
            known.head(),
            arriving.add(
                arrived, arrived.lines() + lines.size(), last.sha256(), drafts.size(), now));
    Faults.at(Point.CHUNK_WRITTEN);
    return after;
  }

  private static void requireOpen(ArrivingBatches.Arrived arrived) {
    if (arrived.cancelled()) {
      throw new Refused(
          Refused.Reason.CONFLICT, "batch " + arrived.batch() + " was given up meanwhile");
    }
    if (!arrived.open()) {
      throw new Refused(
          Refused.Reason.MISMATCH,
          "batch " + arrived.batch() + " of this Idempotency-Key was complete with fewer lines");
    }
  }

  private static Refused overtaken() {
    return new Refused(
        Refused.Reason.CONFLICT, "another upload with this Idempotency-Key is under way");
  }

  /** What settings say of it. */
  @Singleton
  static class Bounds {
    private final BatchSettings batches;
    private final LifecycleSettings lifecycle;

    @Inject
    Bounds(BatchSettings batches, LifecycleSettings lifecycle) {
      this.batches = batches;
      this.lifecycle = lifecycle;
    }
  }
}
