package org.idlewild.assimilator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Reads what an app tells its assimilator; each complaint is one sentence. */
record Options(String assimilator, Map<String, String> given) {

  /** Refuses all options but these. */
  void allow(String... known) {
    TreeSet<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(List.of(known));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the assimilator "
              + assimilator
              + (known.length == 0
                  ? " takes no options"
                  : " takes the options " + String.join(", ", known))
              + ", not "
              + shown(unknown.first()));
    }
  }

  int number(String name, int otherwise, int least, int most) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  /** The constant that the option names in lower case. */
  <E extends Enum<E>> E choice(String name, E otherwise) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    List<E> all = Arrays.asList(otherwise.getDeclaringClass().getEnumConstants());
    return all.stream()
        .filter(constant -> word(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    name, "one of " + String.join(", ", all.stream().map(Options::word).toList())));
  }

  private IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        "the option "
            + name
            + " of the assimilator "
            + assimilator
            + " must be "
            + expected
            + ", not "
            + shown(given.get(name)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String shown(String text) {
    String some = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (some.length() <= 60 ? some : some.substring(0, 60) + "...") + "'";
  }
}
