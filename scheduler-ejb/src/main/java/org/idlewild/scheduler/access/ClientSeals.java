package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Transactions;

/**
 * Marks in names and addresses that a BOINC client is given, for it shows nothing else when it
 * fetches a file or sends one. Any node can check what any node marked. Threads: any.
 */
@Singleton
public class ClientSeals {
  private static final int LENGTH = 32;

  private final Identities identities;
  private final Transactions transactions;
  private final Secrets secrets;
  private volatile String key;

  @Inject
  ClientSeals(Identities identities, Transactions transactions, Secrets secrets) {
    this.identities = identities;
    this.transactions = transactions;
    this.secrets = secrets;
  }

  /**
   * What shows that the server itself named something.
   *
   * @param purpose so that a mark for one thing is of no use for another
   * @return 32 hexadecimal digits
   */
  public String mark(String purpose, String text) {
    return Secrets.hash(Secrets.mark(key(), purpose + " " + text)).substring(0, LENGTH);
  }

  private String key() {
    if (key == null) {
      key = transactions.call(() -> identities.secret("client", secrets::fresh));
    }
    return key;
  }
}
