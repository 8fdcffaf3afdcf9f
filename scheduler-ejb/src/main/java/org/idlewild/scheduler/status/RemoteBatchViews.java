package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.RemoteBatches;
import org.idlewild.scheduler.store.Transactions;

/** Batches for BOINC's tools, also those that have no jobs yet. Threads: any. */
@Singleton
public class RemoteBatchViews {
  private static final Progress NOTHING = new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final Transactions transactions;
  private final BatchViews views;
  private final RemoteBatches remote;
  private final Catalogue catalogue;

  @Inject
  RemoteBatchViews(
      Transactions transactions, BatchViews views, RemoteBatches remote, Catalogue catalogue) {
    this.transactions = transactions;
    this.views = views;
    this.remote = remote;
    this.catalogue = catalogue;
  }

  /** Batches that have their jobs, newest first; {@code after} as in {@link BatchViews#page}. */
  public Page<RemoteBatchView> page(Caller caller, long after, int limit) {
    Page<BatchView> page = views.page(caller, after, limit);
    return new Page<>(views(page.items()), page.next());
  }

  /** Batches that wait for their jobs, newest first. */
  public List<RemoteBatchView> announced(Caller caller, int limit) {
    return transactions.call(
        () ->
            remote.announced(caller.userId(), limit).stream()
                .map(batch -> view(caller, batch))
                .toList());
  }

  /** One batch; NOT_FOUND or FORBIDDEN. */
  public RemoteBatchView batch(Caller caller, long id) {
    Optional<RemoteBatches.Remote> announced =
        transactions.call(() -> remote.withId(id)).filter(batch -> !batch.submitted());
    if (announced.isEmpty()) {
      return views(List.of(views.batch(caller, id))).get(0);
    }
    caller.requireOwner(announced.get().account(), "this batch");
    return transactions.call(() -> view(caller, announced.get()));
  }

  /**
   * What work of so many operations takes, in seconds, on the hosts that were seen today; as if
   * there were one of 10^9 a second when there is none.
   *
   * @throws Refused NOT_FOUND for an unknown app
   */
  public double estimate(Caller caller, String app, double flops, Instant now) {
    caller.requireResearcher();
    return transactions.call(
        () -> {
          if (catalogue.named(app).isEmpty()) {
            throw new Refused(Refused.Reason.NOT_FOUND, "there is no app of that name");
          }
          return flops / Math.max(1e9, remote.flops(now.minus(Duration.ofDays(1))));
        });
  }

  private List<RemoteBatchView> views(List<BatchView> batches) {
    List<Long> ids = batches.stream().map(BatchView::id).toList();
    Map<Long, Instant> expiries = transactions.call(() -> remote.expiries(ids));
    Map<Long, RemoteBatches.Totals> totals = transactions.call(() -> remote.totals(ids));
    return batches.stream()
        .map(
            batch -> {
              RemoteBatches.Totals total =
                  totals.getOrDefault(batch.id(), RemoteBatches.Totals.NONE);
              return new RemoteBatchView(
                  batch,
                  Optional.ofNullable(expiries.get(batch.id())),
                  total.cpuSeconds(),
                  total.credit());
            })
        .toList();
  }

  private RemoteBatchView view(Caller caller, RemoteBatches.Remote batch) {
    return new RemoteBatchView(
        new BatchView(
            batch.id(),
            batch.name(),
            catalogue.app(batch.app()).name(),
            0,
            caller.name(),
            batch.created(),
            1,
            "ANNOUNCED",
            Optional.empty(),
            Optional.empty(),
            NOTHING,
            false,
            false,
            Optional.empty()),
        batch.expires(),
        0,
        0);
  }
}
