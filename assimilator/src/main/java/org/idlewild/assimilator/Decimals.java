package org.idlewild.assimilator;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers in text. Exact, so that a sum does not depend on the order in which answers came; short,
 * so that nobody's number fills the memory.
 */
final class Decimals {
  private static final int LONGEST = 40;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private Decimals() {}

  /** The number that a text is; empty for any other text, NaN and infinities among them. */
  static Optional<BigDecimal> of(String text) {
    return text.length() <= LONGEST && NUMBER.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** Equal numbers have one text, whatever they were computed of. */
  static String text(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return Math.abs((long) plain.precision() - plain.scale()) <= LONGEST
            && Math.abs((long) plain.scale()) <= LONGEST
        ? plain.toPlainString()
        : plain.toString();
  }
}
