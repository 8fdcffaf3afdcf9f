package org.idlewild.validator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results agree when their texts are equal but for their numbers, and the numbers, one by one in
 * their order, are as near to each other as the options say.
 *
 * <p>Options: {@code absolute} and {@code relative} (a pair of numbers agrees when it differs by no
 * more than the first, or by no more than the second times the larger magnitude; 0 and 1e-9 unless
 * given), {@code nan} ({@code invalid}: a result that holds one is invalid; {@code equal}: a NaN
 * agrees with a NaN), {@code max-bytes}. Infinities agree when they are equal.
 */
public final class NumericValidator implements Validator<Map<String, NumericText>> {
  private static final double USUAL_RELATIVE = 1e-9;

  private final double absolute;
  private final double relative;
  private final OnNaN onNaN;
  private final int limit;

  private enum OnNaN {
    INVALID,
    EQUAL
  }

  /** As it is when no option is given. */
  public NumericValidator() {
    this(0, USUAL_RELATIVE, OnNaN.INVALID, Texts.USUAL_BYTES);
  }

  private NumericValidator(double absolute, double relative, OnNaN onNaN, int limit) {
    this.absolute = absolute;
    this.relative = relative;
    this.onNaN = onNaN;
    this.limit = limit;
  }

  @Override
  public String name() {
    return "numeric";
  }

  @Override
  public NumericValidator with(Map<String, String> given) {
    Options options = new Options(name(), given, "absolute", "relative", "nan", Texts.MAX_BYTES);
    return new NumericValidator(
        options.number("absolute", 0, 0, Double.MAX_VALUE),
        options.number("relative", USUAL_RELATIVE, 0, 1),
        options.word("nan", OnNaN.class),
        options.size(Texts.MAX_BYTES, Texts.USUAL_BYTES, Texts.MOST_BYTES));
  }

  @Override
  public Map<String, NumericText> read(List<Output> outputs) throws InvalidOutput, IOException {
    Map<String, NumericText> read = new LinkedHashMap<>();
    for (Map.Entry<String, String> text : Texts.of(outputs, limit).entrySet()) {
      NumericText numbers = NumericText.of(text.getValue());
      // A NaN that agrees with nothing would not even agree with itself.
      if (onNaN == OnNaN.INVALID && numbers.holdsNaN()) {
        throw new InvalidOutput("the output " + text.getKey() + " holds a NaN");
      }
      read.put(text.getKey(), numbers);
    }
    return read;
  }

  @Override
  public boolean agree(Map<String, NumericText> one, Map<String, NumericText> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(text -> text.getValue().agrees(other.get(text.getKey()), this::near));
  }

  private boolean near(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Double.isNaN(one) && Double.isNaN(other);
    }
    if (one == other) {
      return true;
    }
    // An infinity is near to nothing but itself.
    double larger = Math.max(Math.abs(one), Math.abs(other));
    return !Double.isInfinite(larger)
        && Math.abs(one - other) <= Math.max(absolute, relative * larger);
  }
}
