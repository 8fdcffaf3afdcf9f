package org.idlewild.validator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The options of one validator; each method refuses what does not fit, in one sentence. */
final class Options {
  private final String validator;
  private final Map<String, String> given;

  /**
   * @param known the names that there are
   */
  Options(String validator, Map<String, String> given, String... known) {
    this.validator = validator;
    this.given = given;
    TreeSet<String> unknown = new TreeSet<>(given.keySet());
    TreeSet<String> names = new TreeSet<>(List.of(known));
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the validator "
              + validator
              + " has no option '"
              + shown(unknown.first())
              + "'; there are: "
              + String.join(", ", names));
    }
  }

  /** A number that is not given is {@code otherwise}. */
  double number(String name, double otherwise, double least, double most) {
    return text(name).map(text -> number(text, name, least, most)).orElse(otherwise);
  }

  private double number(String text, String name, double least, double most) {
    String expected = "a number from " + least + " to " + most;
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
      throw wrong(name, expected, text);
    } catch (NumberFormatException failure) {
      throw wrong(name, expected, text);
    }
  }

  /** A size that is not given is {@code otherwise}. */
  int size(String name, int otherwise, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(text.get());
      if (value >= 1 && value <= most) {
        return value;
      }
    }
    throw wrong(name, "a whole number from 1 to " + most, text.get());
  }

  /** One of the constants of an enum, in lower case; the first when it is not given. */
  <E extends Enum<E>> E word(String name, Class<E> words) {
    Map<String, E> all =
        Arrays.stream(words.getEnumConstants())
            .collect(
                Collectors.toMap(
                    word -> word.name().toLowerCase(Locale.ROOT),
                    word -> word,
                    (one, other) -> one,
                    LinkedHashMap::new));
    String text = text(name).orElse(all.keySet().iterator().next());
    if (!all.containsKey(text)) {
      throw wrong(name, "one of " + String.join(", ", all.keySet()), text);
    }
    return all.get(text);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  IllegalArgumentException wrong(String name, String expected, String text) {
    return new IllegalArgumentException(
        "the option "
            + name
            + " of the validator "
            + validator
            + " must be "
            + expected
            + ", not '"
            + shown(text)
            + "'");
  }

  private static String shown(String text) {
    String some = text.replaceAll("\\p{Cntrl}", "?");
    return some.length() <= 60 ? some : some.substring(0, 60) + "...";
  }
}
