package org.idlewild.web.research;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of each line with that of the line before it: where two uploads have the same hash, all
 * their lines up to there are the same. Used by one thread.
 */
final class LineChain {
  private final MessageDigest digest;
  private byte[] last = new byte[0];

  LineChain() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** SHA-256 of the last hash and a line, in hexadecimal digits. */
  String next(byte[] line) {
    digest.update(last);
    last = digest.digest(line);
    return HexFormat.of().formatHex(last);
  }
}
