package org.idlewild.work;

/**
 * Whether files are still needed: a workunit's inputs or a result's outputs (BOINC:
 * file_delete_state).
 */
public enum FileDeleteState {
  /** Still needed. */
  INIT,
  /** May be deleted. */
  READY,
  /** Deleted. */
  DONE,
  /** Could not be deleted; tried again. */
  ERROR
}
