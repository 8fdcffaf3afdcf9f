package org.idlewild.scheduler.store;

/** Who earns credit. By ordinal. */
public enum Earner {
  HOST,
  USER,
  TEAM
}
