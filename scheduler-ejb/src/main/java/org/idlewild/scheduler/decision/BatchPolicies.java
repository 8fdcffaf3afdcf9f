package org.idlewild.scheduler.decision;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.work.AppPolicy;

/** The policies that batches' workunits live by. To be called in a transaction. */
@Singleton
class BatchPolicies {
  private final StoredBatches batches;
  private final Catalogue catalogue;

  @Inject
  BatchPolicies(StoredBatches batches, Catalogue catalogue) {
    this.batches = batches;
    this.catalogue = catalogue;
  }

  AppPolicy of(long batch) {
    return catalogue.policyOf(batches.versionOf(batch));
  }
}
