package org.idlewild.protocol.boinc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import javax.crypto.Cipher;

/**
 * Signs for BOINC's clients. Whoever has a project's key for code can have anything run on all its
 * hosts, so it belongs on a machine that no network reaches. Safe in any thread.
 */
public final class LegacyPrivateKey {
  private static final int HALF = LegacyPublicKey.BYTES / 2;
  private static final int NUMBERS = 3 * LegacyPublicKey.BYTES + 5 * HALF;

  private final RSAPrivateCrtKey key;

  private LegacyPrivateKey(RSAPrivateCrtKey key) {
    this.key = key;
  }

  /** A new one. */
  public static LegacyPrivateKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(LegacyPublicKey.BITS, random);
      return new LegacyPrivateKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java makes no RSA keys of 1024 bits", e);
    }
  }

  /**
   * Reads a key file.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  public static LegacyPrivateKey of(String text) {
    Numbers numbers = new Numbers(KeyText.numbers(text, NUMBERS));
    BigInteger modulus = numbers.next(LegacyPublicKey.BYTES);
    BigInteger exponent = numbers.next(LegacyPublicKey.BYTES);
    BigInteger secret = numbers.next(LegacyPublicKey.BYTES);
    try {
      RSAPrivateCrtKeySpec spec =
          new RSAPrivateCrtKeySpec(
              modulus,
              exponent,
              secret,
              numbers.next(HALF),
              numbers.next(HALF),
              numbers.next(HALF),
              numbers.next(HALF),
              numbers.next(HALF));
      return new LegacyPrivateKey(
          (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the numbers of this key do not belong together", e);
    }
  }

  /** As in a key file. It is the secret itself. */
  public String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Digits.padded(key.getModulus(), LegacyPublicKey.BYTES));
    bytes.writeBytes(Digits.padded(key.getPublicExponent(), LegacyPublicKey.BYTES));
    bytes.writeBytes(Digits.padded(key.getPrivateExponent(), LegacyPublicKey.BYTES));
    for (BigInteger half :
        new BigInteger[] {
          key.getPrimeP(),
          key.getPrimeQ(),
          key.getPrimeExponentP(),
          key.getPrimeExponentQ(),
          key.getCrtCoefficient()
        }) {
      bytes.writeBytes(Digits.padded(half, HALF));
    }
    return KeyText.of(bytes.toByteArray());
  }

  /** The key that tells whether this one signed something. */
  public LegacyPublicKey publicKey() {
    return new LegacyPublicKey(key.getModulus(), key.getPublicExponent());
  }

  /** A signature of a text's bytes. */
  public String sign(byte[] data) {
    return encrypted(Signing.digest(data));
  }

  /** A signature of a file, which may be long. */
  public String sign(InputStream data) throws IOException {
    return encrypted(Signing.digest(data));
  }

  private String encrypted(String digest) {
    try {
      Cipher cipher = Cipher.getInstance(Signing.PADDED);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return Digits.text(cipher.doFinal(digest.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this key signs nothing", e);
    }
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "a private key of BOINC's kind";
  }

  private static final class Numbers {
    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes) {
      this.bytes = bytes;
    }

    BigInteger next(int count) {
      at += count;
      return KeyText.number(bytes, at - count, count);
    }
  }
}
