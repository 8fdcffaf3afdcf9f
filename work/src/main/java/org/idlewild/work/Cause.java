package org.idlewild.work;

/**
 * Whose doing it was that a result failed (the Entropia paper, section 4.3.3, names the three).
 * Stored by ordinal.
 */
public enum Cause {
  /** The host's: units that do well elsewhere fail there. */
  HOST,
  /** The unit's: it fails wherever it is run, or breaks its own bounds. */
  UNIT,
  /** The desktop's user, who needed the machine or ended the task; it counts against nobody. */
  USER
}
