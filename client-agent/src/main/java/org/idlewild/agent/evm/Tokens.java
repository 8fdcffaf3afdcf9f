package org.idlewild.agent.evm;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Tokens with which the processes of one task show that the controller started them; each once. */
final class Tokens {
  private static final int MOST = 1000;

  private final SecureRandom random = new SecureRandom();
  private final List<byte[]> open = new ArrayList<>();

  /** A new one; the oldest that nobody used is forgotten when there are too many. */
  synchronized byte[] issue() {
    byte[] token = new byte[Heard.TOKEN_BYTES];
    random.nextBytes(token);
    if (open.size() >= MOST) {
      open.remove(0);
    }
    open.add(token.clone());
    return token;
  }

  /** Whether it was issued and not used yet; it is used then. */
  synchronized boolean redeem(byte[] token) {
    byte[] found = null;
    for (byte[] candidate : open) {
      if (MessageDigest.isEqual(candidate, token)) {
        found = candidate;
      }
    }
    return open.remove(found);
  }
}
