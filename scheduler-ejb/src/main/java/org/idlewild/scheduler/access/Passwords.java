package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.idlewild.scheduler.Refused;

/**
 * Passwords, kept as slow hashes. Few are checked at once and few wrong ones in a row, so that
 * nobody guesses, and guessing does not keep the server busy. Threads: any.
 */
@Singleton
class Passwords {
  private static final int ROUNDS = 600_000;
  private static final int BITS = 256;
  private static final int AT_ONCE = 2;
  private static final int MOST_WRONG = 10;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 10_000;
  private static final String SEPARATOR = ":";

  private final Secrets secrets;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final Map<String, Wrong> wrong = bounded();
  private final Map<String, Instant> right = bounded();

  @Inject
  Passwords(Secrets secrets) {
    this.secrets = secrets;
  }

  private record Wrong(int times, Instant since) {}

  private static <T> Map<String, T> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }

  /** What is kept of a password. */
  String sealed(String password) {
    String salt = secrets.fresh();
    return ROUNDS + SEPARATOR + salt + SEPARATOR + slowHash(password, salt, ROUNDS);
  }

  /**
   * Whether a password is what was sealed. One that was right is known again for an hour.
   *
   * @param who has it, for counting
   * @param sealed empty for somebody unknown, who takes as long
   * @throws Refused BUSY after too many wrong ones
   */
  boolean isRight(String who, String password, String sealed, Instant now) {
    String mark = Secrets.hash(who + " " + sealed + " " + password);
    synchronized (this) {
      Instant since = right.get(mark);
      if (since != null && now.isBefore(since.plus(REMEMBERED))) {
        return true;
      }
      Wrong before = wrong.get(who);
      if (before != null
          && before.times() >= MOST_WRONG
          && now.isBefore(before.since().plus(WINDOW))) {
        throw new Refused(
            Refused.Reason.BUSY, "too many wrong passwords; try again in ten minutes");
      }
    }
    boolean same = matches(password, sealed);
    synchronized (this) {
      if (same) {
        right.put(mark, now);
        wrong.remove(who);
      } else {
        wrong.merge(who, new Wrong(1, now), (old, one) -> counted(old, now));
      }
    }
    return same;
  }

  private static Wrong counted(Wrong before, Instant now) {
    return now.isBefore(before.since().plus(WINDOW))
        ? new Wrong(before.times() + 1, before.since())
        : new Wrong(1, now);
  }

  private boolean matches(String password, String sealed) {
    String[] parts = (sealed.isEmpty() ? ROUNDS + ":nobody:" : sealed).split(SEPARATOR, -1);
    String hash = slowHash(password, parts[1], Integer.parseInt(parts[0]));
    return Secrets.same(hash, parts[2]);
  }

  private String slowHash(String password, String salt, int rounds) {
    permits.acquireUninterruptibly();
    try {
      PBEKeySpec spec =
          new PBEKeySpec(
              password.toCharArray(), salt.getBytes(StandardCharsets.UTF_8), rounds, BITS);
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("every Java runtime has PBKDF2", failure);
    } finally {
      permits.release();
    }
  }
}
