package org.idlewild.protocol.boinc;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is encrypted is the MD5 sum's 32 hexadecimal digits, with nothing to say what it is. */
public final class Signing {
  /** PKCS #1's block type 1 with a private key. */
  static final String PADDED = "RSA/ECB/PKCS1Padding";

  private static final int BUFFER = 64 * 1024;

  private Signing() {}

  /** The sum of some bytes, as hexadecimal digits. */
  public static String digest(byte[] data) {
    MessageDigest md5 = md5();
    return HexFormat.of().formatHex(md5.digest(data));
  }

  /** The sum of what a stream holds, which may be long. */
  static String digest(InputStream data) throws IOException {
    MessageDigest md5 = md5();
    byte[] buffer = new byte[BUFFER];
    for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
      md5.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  static String sha256(byte[] data) {
    return HexFormat.of().formatHex(of("SHA-256").digest(data));
  }

  private static MessageDigest md5() {
    return of("MD5");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
