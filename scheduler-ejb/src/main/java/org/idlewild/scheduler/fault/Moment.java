package org.idlewild.scheduler.fault;

/** How a point lies to the transaction that its writes belong to. */
public enum Moment {
  /** Written and not committed: a kill here undoes it in the database, not on the disk. */
  BEFORE_COMMIT,
  /** Committed, and nobody was told. */
  AFTER_COMMIT,
  /** Between transactions; what was written are files. */
  NO_TRANSACTION
}
