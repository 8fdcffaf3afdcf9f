package org.idlewild.work;

/** What the validator thinks of a result (BOINC: validate_state). */
public enum ValidateState {
  /** Not examined. */
  INIT,
  /** Agrees with the canonical result, or is it. */
  VALID,
  /** Does not agree, or never brought anything to examine. */
  INVALID,
  /** Will not be examined: its workunit failed. */
  NO_CHECK,
  /** Examined, and no quorum agreed. */
  INCONCLUSIVE,
  /** Came after the files it would be compared with were gone. */
  TOO_LATE
}
