package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.HostVersions;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Share;
import org.idlewild.work.Transition;

/** Takes due workunits through {@link Transition#of}. */
@Singleton
public class TransitionerPass implements Pass {
  private final Transactions transactions;
  private final Workunits workunits;
  private final StoredBatches batches;
  private final Catalogue catalogue;
  private final HostVersions versions;
  private final LifecycleSettings settings;

  @Inject
  public TransitionerPass(
      Transactions transactions,
      Workunits workunits,
      StoredBatches batches,
      Catalogue catalogue,
      HostVersions versions,
      LifecycleSettings settings) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.batches = batches;
    this.catalogue = catalogue;
    this.versions = versions;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.TRANSITIONER;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Share.WHOLE, limit, now);
  }

  @Override
  public int run(Share share, int limit, Instant now) {
    List<Long> due = transactions.call(() -> workunits.due(share, limit, now));
    return transactions.each(due, ids -> transition(ids, now));
  }

  private void transition(List<Long> ids, Instant now) {
    for (Workunits.Whole whole : workunits.load(ids)) {
      AppPolicy policy = catalogue.policyOf(batches.versionOf(whole.batch()));
      Transition next =
          Transition.of(
              whole.workunit(), whole.results(), policy, whole.rest(), settings.delays(), now);
      workunits.save(next.workunit(), next.changed());
      workunits.rest(whole.workunit().id(), next.rest());
      next.changed().stream()
          .filter(result -> result.outcome() == Outcome.NO_REPLY && wasInProgress(whole, result))
          .forEach(silent -> blame(silent, whole.workunit().rules().delayBound()));
      if (next.resultsToMake() > 0) {
        int priority = whole.workunit().rules().priority() + (next.retry() ? 1 : 0);
        workunits.addResults(whole.workunit().id(), next.resultsToMake(), priority);
      }
    }
  }

  private static boolean wasInProgress(Workunits.Whole whole, Result result) {
    return whole.results().stream()
        .filter(before -> before.id() == result.id())
        .anyMatch(before -> before.serverState() == ServerState.IN_PROGRESS);
  }

  private void blame(Result silent, Duration delayBound) {
    versions.silent(silent.host().orElseThrow(), silent.appVersion().orElseThrow(), delayBound);
  }
}
