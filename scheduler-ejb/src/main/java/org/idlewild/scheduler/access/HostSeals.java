package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.settings.AccessSettings;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Transactions;

/**
 * Sealed statements about a host: {@code PURPOSE.HOST.EXPIRY.NONCE.MARK}. Any node can check what
 * any node sealed, without a row; the key is one random secret in the database.
 */
@Singleton
class HostSeals {
  private static final String CHALLENGE = "challenge";
  private static final String SESSION = "session";

  private final Identities identities;
  private final Transactions transactions;
  private final Secrets secrets;
  private final AccessSettings settings;
  private volatile String key;

  @Inject
  HostSeals(
      Identities identities, Transactions transactions, Secrets secrets, AccessSettings settings) {
    this.identities = identities;
    this.transactions = transactions;
    this.secrets = secrets;
    this.settings = settings;
  }

  /** Something for a host to sign. */
  String challenge(long host, Instant now) {
    return seal(CHALLENGE, host, now.plus(settings.challengeLifetime()));
  }

  boolean isChallenge(String challenge, long host, Instant now) {
    return open(CHALLENGE, challenge, now).filter(id -> id == host).isPresent();
  }

  /** What a host shows from now on. */
  Session session(long host, Instant now) {
    Instant expires = now.plus(settings.sessionLifetime());
    return new Session(seal(SESSION, host, expires), settings.sessionLifetime());
  }

  /** The host that a session speaks for. */
  Optional<Long> host(String session, Instant now) {
    return open(SESSION, session, now);
  }

  private String seal(String purpose, long host, Instant expires) {
    String statement =
        String.join(
            ".",
            purpose,
            Long.toString(host),
            Long.toString(expires.toEpochMilli()),
            secrets.fresh());
    return statement + "." + Secrets.mark(key(), statement);
  }

  /**
   * The host that a seal speaks of; empty when it is not ours, is for something else, or is old.
   */
  private Optional<Long> open(String purpose, String seal, Instant now) {
    int end = seal.lastIndexOf('.');
    String[] parts = seal.split("\\.", -1);
    if (end < 0 || parts.length != 5 || !parts[0].equals(purpose)) {
      return Optional.empty();
    }
    if (!Secrets.same(Secrets.mark(key(), seal.substring(0, end)), parts[4])) {
      return Optional.empty();
    }
    return now.toEpochMilli() < Long.parseLong(parts[2])
        ? Optional.of(Long.parseLong(parts[1]))
        : Optional.empty();
  }

  private String key() {
    if (key == null) {
      key = transactions.call(() -> identities.secret("seal", secrets::fresh));
    }
    return key;
  }
}
