package org.idlewild.work;

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
  PROCESSOR
}
