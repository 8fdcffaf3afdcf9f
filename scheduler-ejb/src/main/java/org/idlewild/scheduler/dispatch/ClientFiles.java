package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import org.idlewild.scheduler.store.Signatures;
import org.idlewild.scheduler.store.Transactions;

/** What BOINC's clients need to know of files. Threads: any. */
@Singleton
public class ClientFiles {
  private final Transactions transactions;
  private final Signatures signatures;

  @Inject
  ClientFiles(Transactions transactions, Signatures signatures) {
    this.transactions = transactions;
    this.signatures = signatures;
  }

  /** The present key's signatures of those of some files that have one, by their SHA-256. */
  public Map<String, String> signatures(Collection<String> sha256s) {
    return signatures
        .present()
        .map(key -> transactions.call(() -> signatures.of(sha256s, key.sha256())))
        .orElse(Map.of());
  }
}
