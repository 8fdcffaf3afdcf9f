package org.idlewild.protocol.boinc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is encrypted is the MD5 sum's 32 hexadecimal digits, with nothing to say what it is. */
public final class Signing {
  /** PKCS #1's block type 1 with a private key. */
  static final String PADDED = "RSA/ECB/PKCS1Padding";

  private Signing() {}

  /** The sum of some bytes, as hexadecimal digits. */
  public static String digest(byte[] data) {
    MessageDigest md5 = md5();
    return HexFormat.of().formatHex(md5.digest(data));
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5", e);
    }
  }
}
