package org.idlewild.work;

/** How much a valid result earns. By ordinal. */
public enum CreditScheme {
  /** The same for each workunit of the application. */
  FIXED,
  /** By processor time and the host's measured speed. */
  RUN_TIME,
  /** By peak speed, normalised over hosts and app versions (BOINC: credit.cpp, "new credit"). */
  NORMALISED
}
