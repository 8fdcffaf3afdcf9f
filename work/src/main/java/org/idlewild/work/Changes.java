package org.idlewild.work;

import java.util.List;
import java.util.stream.IntStream;

/** What a decision altered. */
final class Changes {
  private Changes() {}

  /** The elements of {@code after} that differ from those at the same place before. */
  static List<Result> between(List<Result> before, List<Result> after) {
    return IntStream.range(0, before.size())
        .filter(i -> !before.get(i).equals(after.get(i)))
        .mapToObj(after::get)
        .toList();
  }
}
