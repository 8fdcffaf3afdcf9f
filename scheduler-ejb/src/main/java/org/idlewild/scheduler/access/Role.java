package org.idlewild.scheduler.access;

/** What somebody is on this grid. */
public enum Role {
  /** Runs the server and sees everything. */
  OPERATOR,
  /** Submits batches. */
  RESEARCHER,
  /** Owns hosts. */
  VOLUNTEER
}
