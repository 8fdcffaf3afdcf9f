package org.idlewild.protocol.boinc;

import java.math.BigInteger;
import java.util.Arrays;

/** The text of a key: its bits in a line, then its numbers. */
final class KeyText {
  private static final String FIRST = LegacyPublicKey.BITS + "\n";

  private KeyText() {}

  static String of(byte[] numbers) {
    return FIRST + Digits.text(numbers);
  }

  static byte[] numbers(String text, int count) {
    String[] parts = text.strip().split("\\s+", 2);
    if (parts.length != 2 || !parts[0].equals(FIRST.strip())) {
      throw new IllegalArgumentException("a key of BOINC begins with a line of 1024");
    }
    return Digits.bytes(parts[1], count);
  }

  static BigInteger number(byte[] bytes, int from, int count) {
    return new BigInteger(1, Arrays.copyOfRange(bytes, from, from + count));
  }
}
