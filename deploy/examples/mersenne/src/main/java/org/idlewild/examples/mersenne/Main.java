package org.idlewild.examples.mersenne;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * {@code java -jar mersenne.jar LO HI} prints each p in [LO, HI] for which 2^p - 1 is prime, one a
 * line and in order; exit status 2 and one sentence when the arguments are no such range.
 */
public final class Main {
  /** Above this a single exponent takes hours, and the arithmetic of factors leaves 64 bits. */
  static final int HIGHEST = 10_000_000;

  private Main() {}

  /** The program. */
  public static void main(String[] args) {
    OptionalInt from = args.length == 2 ? bound(args[0]) : OptionalInt.empty();
    OptionalInt to = args.length == 2 ? bound(args[1]) : OptionalInt.empty();
    if (from.isEmpty() || to.isEmpty() || from.getAsInt() > to.getAsInt()) {
      System.err.printf("Expected two numbers LO HI with 1 <= LO <= HI <= %d.%n", HIGHEST);
      System.exit(2);
    }
    exponents(from.getAsInt(), to.getAsInt()).forEach(System.out::println);
    if (System.out.checkError()) {
      System.exit(1);
    }
  }

  /** The Mersenne exponents in [from, to], ascending. */
  static IntStream exponents(int from, int to) {
    return IntStream.rangeClosed(from, to).filter(Mersenne::isPrime);
  }

  private static OptionalInt bound(String text) {
    if (!text.matches("[0-9]{1,8}")) {
      return OptionalInt.empty();
    }
    int value = Integer.parseInt(text);
    return value >= 1 && value <= HIGHEST ? OptionalInt.of(value) : OptionalInt.empty();
  }
}
