package org.idlewild.protocol.boinc;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A former key for code and its signature of the present one, by which a client that has the former
 * takes the present.
 *
 * @param former that clients have
 * @param signature by its other half
 */
public record Succession(LegacyPublicKey former, String signature) {
  /** A key ends, and a signature begins, after a full stop in a line of its own. */
  private static final String END = "(?m)^\\s*\\.\\s*$";

  public Succession {
    Objects.requireNonNull(former);
    signature = signature.strip();
  }

  /** Lets clients of a former key take another. */
  public static Succession of(LegacyPrivateKey former, LegacyPublicKey present) {
    return new Succession(former.publicKey(), former.sign(signed(present)));
  }

  /**
   * Reads a file of one.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  public static Succession of(String text) {
    String[] parts = text.split(END, 2);
    return new Succession(LegacyPublicKey.of(parts[0]), parts.length < 2 ? "" : parts[1]);
  }

  /** As in a file. */
  public String text() {
    return former.text() + signature + "\n";
  }

  /** Whether clients of the former key take this one. */
  public boolean leadsTo(LegacyPublicKey present) {
    return former.verifies(signed(present), signature);
  }

  /** Clients take the space around a key's text away before they check it. */
  private static byte[] signed(LegacyPublicKey present) {
    return present.text().strip().getBytes(StandardCharsets.US_ASCII);
  }
}
