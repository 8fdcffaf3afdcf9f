package org.idlewild.protocol.boinc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;

/**
 * By which BOINC's clients check what they run, and a server what it lets them upload. Safe in any
 * thread.
 *
 * @param modulus of 1,024 bits, which is all that clients have room for
 * @param exponent public
 */
public record LegacyPublicKey(BigInteger modulus, BigInteger exponent) {
  static final int BITS = 1024;
  static final int BYTES = BITS / Byte.SIZE;

  public LegacyPublicKey {
    if (modulus.bitLength() > BITS || modulus.bitLength() < BITS - 1) {
      throw new IllegalArgumentException("a key of BOINC has 1024 bits");
    }
  }

  /**
   * Reads a key file.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  public static LegacyPublicKey of(String text) {
    byte[] bytes = KeyText.numbers(text, 2 * BYTES);
    return new LegacyPublicKey(
        KeyText.number(bytes, 0, BYTES), KeyText.number(bytes, BYTES, BYTES));
  }

  /** As in a key file. */
  public String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Digits.padded(modulus, BYTES));
    bytes.writeBytes(Digits.padded(exponent, BYTES));
    return KeyText.of(bytes.toByteArray());
  }

  /** Names it: the SHA-256 of its {@link #text}. */
  public String sha256() {
    return Signing.sha256(text().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Whether the private key signed this.
   *
   * @param signature hexadecimal digits, in lines of any length; anything else is no signature
   */
  public boolean verifies(byte[] data, String signature) {
    return decrypts(signature, Signing.digest(data));
  }

  /** Whether the private key signed this, which may be long. */
  public boolean verifies(InputStream data, String signature) throws IOException {
    return decrypts(signature, Signing.digest(data));
  }

  private boolean decrypts(String signature, String sum) {
    byte[] digest = sum.getBytes(StandardCharsets.US_ASCII);
    try {
      Cipher cipher = Cipher.getInstance(Signing.PADDED);
      cipher.init(
          Cipher.DECRYPT_MODE,
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
      byte[] signed = cipher.doFinal(Digits.bytes(signature, BYTES));
      return MessageDigest.isEqual(digest, signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
