package org.idlewild.scheduler.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of words in one column. */
final class Words {
  private static final String SEPARATOR = " ";

  private Words() {}

  /** In order, so that equal sets make equal columns. */
  static String joined(Collection<String> words) {
    return words.stream().sorted().collect(Collectors.joining(SEPARATOR));
  }

  /** As they come: which is first matters. */
  static String inTheirOrder(Collection<String> words) {
    return String.join(SEPARATOR, words);
  }

  static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(text.split(SEPARATOR));
  }
}
