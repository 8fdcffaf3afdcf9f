package org.idlewild.work;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a valid result earns. By ordinal. */
public enum CreditScheme {
  /** The same for each workunit of the application. */
  FIXED,
  /** By processor time and the host's measured speed. */
  RUN_TIME,
  /** By peak speed, normalised over hosts and app versions (BOINC: credit.cpp, "new credit"). */
  NORMALISED;

  /** In the words of people and programs, such as {@code run-time}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of a word; empty when there is none. */
  public static Optional<CreditScheme> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
