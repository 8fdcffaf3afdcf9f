package org.idlewild.work;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How alike the hosts of one workunit's results must be, for programs whose answers differ in the
 * last digits between kinds of machines (BOINC: homogeneous redundancy, hr_info). By ordinal.
 */
public enum Redundancy {
  /** Any hosts. */
  ANY,
  /** The same operating system (BOINC's coarse type). */
  SYSTEM,
  /** The same operating system and processor family (BOINC's fine-grained type). */
  PROCESSOR;

  /** In the words of people and programs, such as {@code any}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a word; empty when there is none. */
  public static Optional<Redundancy> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
