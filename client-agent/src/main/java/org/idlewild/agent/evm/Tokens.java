package org.idlewild.agent.evm;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tokens with which the processes of one task show that the controller started them; each once. */
final class Tokens {
  private static final int MOST = 1000;

  /** A process that has not reported by then does not any more. */
  private static final long TO_REPORT = TimeUnit.SECONDS.toNanos(30);

  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanoTime;
  private final List<Issued> open = new ArrayList<>();

  private record Issued(ByteBuffer token, long when) {}

  Tokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A new one; the oldest that nobody used is forgotten when there are too many. */
  synchronized byte[] issue() {
    byte[] token = new byte[Heard.TOKEN_BYTES];
    random.nextBytes(token);
    if (open.size() >= MOST) {
      open.remove(0);
    }
    open.add(new Issued(ByteBuffer.wrap(token.clone()), nanoTime.getAsLong()));
    return token;
  }

  /** Whether it was issued and not used yet; it is used then. */
  synchronized boolean redeem(byte[] token) {
    Issued found = null;
    for (Issued candidate : open) {
      if (MessageDigest.isEqual(candidate.token().array(), token)) {
        found = candidate;
      }
    }
    return open.remove(found);
  }

  /** How many processes were allowed and may still report. */
  synchronized int awaited() {
    long now = nanoTime.getAsLong();
    return (int) open.stream().filter(issued -> now - issued.when() < TO_REPORT).count();
  }
}
