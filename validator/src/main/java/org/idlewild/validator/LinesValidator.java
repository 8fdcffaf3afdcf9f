package org.idlewild.validator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Results agree when their lines are equal, whatever ends a line and however many blanks end it;
 * empty lines at the end of a text do not count.
 *
 * <p>Options: {@code order} ({@code kept} or {@code any}), {@code ignore} (a regular expression;
 * lines in which it is found are left out), {@code max-bytes}.
 */
public final class LinesValidator implements Validator<Map<String, List<String>>> {
  private static final int LONGEST_PATTERN = 500;

  private final Order order;
  private final Optional<Pattern> ignore;
  private final int limit;

  private enum Order {
    KEPT,
    ANY
  }

  /** As it is when no option is given. */
  public LinesValidator() {
    this(Order.KEPT, Optional.empty(), Texts.USUAL_BYTES);
  }

  private LinesValidator(Order order, Optional<Pattern> ignore, int limit) {
    this.order = order;
    this.ignore = ignore;
    this.limit = limit;
  }

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public LinesValidator with(Map<String, String> given) {
    Options options = new Options(name(), given, "order", "ignore", Texts.MAX_BYTES);
    return new LinesValidator(
        options.word("order", Order.class),
        options.text("ignore").map(text -> pattern(options, text)),
        options.size(Texts.MAX_BYTES, Texts.USUAL_BYTES, Texts.MOST_BYTES));
  }

  private static Pattern pattern(Options options, String text) {
    try {
      if (!text.isEmpty() && text.length() <= LONGEST_PATTERN) {
        return Pattern.compile(text);
      }
    } catch (PatternSyntaxException failure) {
      // Refused below, like one that is too long.
    }
    throw options.wrong(
        "ignore", "a regular expression of 1 to " + LONGEST_PATTERN + " characters", text);
  }

  @Override
  public Map<String, List<String>> read(List<Output> outputs) throws InvalidOutput, IOException {
    Map<String, List<String>> read = new LinkedHashMap<>();
    for (Map.Entry<String, String> text : Texts.of(outputs, limit).entrySet()) {
      read.put(text.getKey(), lines(text.getValue()));
    }
    return read;
  }

  private List<String> lines(String text) throws InvalidOutput {
    List<String> lines = text.stripTrailing().lines().map(String::stripTrailing).toList();
    if (ignore.isPresent()) {
      lines = BoundedSearch.without(ignore.get(), lines);
    }
    return order == Order.ANY ? lines.stream().sorted().toList() : lines;
  }

  @Override
  public boolean agree(Map<String, List<String>> one, Map<String, List<String>> other) {
    return one.equals(other);
  }
}
