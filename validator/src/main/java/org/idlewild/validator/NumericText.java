package org.idlewild.validator;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text taken apart: its numbers, and what is left when they are gone.
 *
 * <p>A number is decimal, with a sign, a point and an exponent (e or, as Fortran writes it, d) if
 * it likes, or a NaN or an infinity; digits within a word or a version such as 1.2.3 are text. Runs
 * of blanks count as one, because columns move with the width of their numbers.
 */
final class NumericText {
  /** Possessive throughout, so that its time is linear. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.])[+-]?+(?:(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)"
              + "(?:[eEdD][+-]?+[0-9]++)?+(?!\\.?[0-9])"
              + "|(?i:nan|inf(?:inity)?+)(?![\\p{L}\\p{N}_]))");

  private static final Pattern BLANKS = Pattern.compile("[ \\t\\r]++");
  private static final String PLACE = "\u0000";

  private final String rest;
  private final double[] numbers;

  /** Whether two numbers agree. */
  @FunctionalInterface
  interface Nearness {
    boolean near(double one, double other);
  }

  private NumericText(String rest, double[] numbers) {
    this.rest = rest;
    this.numbers = numbers;
  }

  static NumericText of(String text) {
    StringBuilder rest = new StringBuilder();
    double[] numbers = new double[16];
    int count = 0;
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = value(matcher.group());
      matcher.appendReplacement(rest, PLACE);
    }
    matcher.appendTail(rest);
    return new NumericText(
        BLANKS.matcher(rest).replaceAll(" ").strip(), Arrays.copyOf(numbers, count));
  }

  private static double value(String number) {
    String plain = number.toLowerCase(Locale.ROOT);
    if (plain.endsWith("nan")) {
      return Double.NaN;
    }
    if (plain.contains("inf")) {
      return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(plain.replace('d', 'e'));
  }

  boolean holdsNaN() {
    return Arrays.stream(numbers).anyMatch(Double::isNaN);
  }

  boolean agrees(NumericText other, Nearness nearness) {
    if (numbers.length != other.numbers.length || !rest.equals(other.rest)) {
      return false;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!nearness.near(numbers[i], other.numbers[i])) {
        return false;
      }
    }
    return true;
  }
}
