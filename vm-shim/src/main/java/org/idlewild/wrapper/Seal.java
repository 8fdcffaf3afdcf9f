package org.idlewild.wrapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;

/** What shows that a manifest is as it was written. */
public interface Seal {
  /** The seal of some bytes, in printable ASCII without quotation marks. */
  String of(byte[] bytes);

  /** Whether a seal is that of some bytes. */
  boolean holds(byte[] bytes, String seal);

  /** A SHA-256 sum: it shows accidents; whoever changes the manifest can make a new one. */
  static Seal sum() {
    return new Seal() {
      @Override
      public String of(byte[] bytes) {
        return "sha256:" + sha256(bytes);
      }

      @Override
      public boolean holds(byte[] bytes, String seal) {
        return MessageDigest.isEqual(ascii(of(bytes)), ascii(seal));
      }
    };
  }

  /**
   * An Ed25519 signature.
   *
   * @param secret the key to seal with
   * @param known the key to check with
   */
  static Seal key(PrivateKey secret, PublicKey known) {
    return new KeySeal(secret, known);
  }

  /**
   * An Ed25519 signature by whoever has only the key to seal with: checking seals anew and
   * compares, for the same bytes are always signed alike.
   *
   * @param secret that key
   */
  static Seal key(PrivateKey secret) {
    return new KeySeal(secret, null);
  }

  /** The SHA-256 sum of some bytes in hexadecimal digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Ed25519 of the JDK. */
  record KeySeal(PrivateKey secret, PublicKey known) implements Seal {
    private static final String PREFIX = "ed25519:";

    @Override
    public String of(byte[] bytes) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        signature.update(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("The key is no Ed25519 key.", e);
      }
    }

    @Override
    public boolean holds(byte[] bytes, String seal) {
      if (known == null) {
        return MessageDigest.isEqual(ascii(of(bytes)), ascii(seal));
      }
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(known);
        signature.update(bytes);
        return seal.startsWith(PREFIX)
            && signature.verify(Base64.getDecoder().decode(seal.substring(PREFIX.length())));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // What is no signature at all does not hold either.
        return false;
      }
    }
  }
}
