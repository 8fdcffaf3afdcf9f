package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.settings.AssimilationSettings;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.App;
import org.idlewild.work.Batch;

/** Lets the assimilator of a batch make its output out of its parts. */
@Singleton
class BatchOutputs {
  private final Transactions transactions;
  private final Catalogue catalogue;
  private final Making making;
  private final StoredParts parts;
  private final AssimilationSettings settings;

  @Inject
  BatchOutputs(
      Transactions transactions,
      Catalogue catalogue,
      Making making,
      StoredParts parts,
      AssimilationSettings settings) {
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.making = making;
    this.parts = parts;
    this.settings = settings;
  }

  Arrivals.Arrived of(Batch batch, Instant now) throws Unavailable, IOException {
    App app = transactions.call(() -> catalogue.app(batch.app()));
    return making.make(
        app,
        (assimilator, out) ->
            making.inFolder(
                scratch -> {
                  assimilator.combine(parts.of(batch.id()), scratch, out);
                  return scratch;
                }),
        settings.combineLimit(),
        now);
  }
}
