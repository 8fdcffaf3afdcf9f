package org.idlewild.protocol.boinc;

import java.math.BigInteger;
import java.util.HexFormat;

/** Numbers as BOINC writes them: hexadecimal digits, 64 in a line, and a full stop after them. */
final class Digits {
  private static final int A_LINE = 64;
  private static final HexFormat HEX = HexFormat.of();

  private Digits() {}

  static String text(byte[] bytes) {
    String digits = HEX.formatHex(bytes);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length(); i += A_LINE) {
      text.append(digits, i, Math.min(i + A_LINE, digits.length())).append('\n');
    }
    return text.append(".\n").toString();
  }

  /**
   * Reads them whatever their lines are; a client passes on signatures in the lines it got, and may
   * leave out the full stop.
   *
   * @throws IllegalArgumentException when it is not so many bytes
   */
  static byte[] bytes(String text, int count) {
    String digits = text.replaceAll("\\s+", "");
    digits = digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits;
    if (digits.length() != 2 * count) {
      throw new IllegalArgumentException(
          "expected %d hexadecimal digits, not %d".formatted(2 * count, digits.length()));
    }
    return HEX.parseHex(digits);
  }

  /** A number's lowest bytes, the highest first. */
  static byte[] padded(BigInteger number, int count) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[count];
    int length = Math.min(bytes.length, count);
    System.arraycopy(bytes, bytes.length - length, padded, count - length, length);
    return padded;
  }
}
