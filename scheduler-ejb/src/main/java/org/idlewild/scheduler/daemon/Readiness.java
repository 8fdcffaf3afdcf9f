package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Transactions;

/** Whether the server can take requests. Threads: any. */
@Singleton
public class Readiness {
  private final Transactions transactions;
  private final Identities identities;
  private final FileStore files;
  private volatile boolean started;

  @Inject
  Readiness(Transactions transactions, Identities identities, FileStore files) {
    this.transactions = transactions;
    this.identities = identities;
    this.files = files;
  }

  public boolean ready() {
    return reason().isEmpty();
  }

  /** Why not, in a few words; empty when it is ready. */
  public String reason() {
    if (!started) {
      return "the passes have not started";
    }
    if (files.isFull()) {
      return "the disk is full";
    }
    try {
      return transactions.call(identities::isEmpty) ? "there is no operator" : "";
    } catch (RuntimeException failure) {
      return "the database does not answer";
    }
  }

  void started(boolean running) {
    started = running;
  }
}
