package org.idlewild.agent.demo;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Mersenne exponents that mathematics knows, as far as the demonstration may search. */
public final class KnownExponents {
  /** The list is complete up to here. */
  public static final int HIGHEST = 23_208;

  private static final int[] ALL = {
    2, 3, 5, 7, 13, 17, 19, 31, 61, 89, 107, 127, 521, 607, 1279, 2203, 2281, 3217, 4253, 4423,
    9689, 9941, 11213, 19937, 21701
  };

  private KnownExponents() {}

  /** Those up to a number, one a line: what the merged output must be, byte for byte. */
  public static String upTo(int highest) {
    return IntStream.of(ALL)
        .filter(exponent -> exponent <= highest)
        .mapToObj(exponent -> exponent + "\n")
        .collect(Collectors.joining());
  }
}
