package org.idlewild.work;

/** Why a workunit failed; a workunit can have several reasons (BOINC: error_mask). */
public enum WorkunitError {
  /** A result found no host. */
  COULDNT_SEND,
  /** More failed results than its limit. */
  TOO_MANY_ERROR,
  /** More successes than its limit, and no two agree enough. */
  TOO_MANY_SUCCESS,
  /** More results than its limit. */
  TOO_MANY_TOTAL,
  /** Its owner cancelled it. */
  CANCELLED,
  /** It ended without a canonical result. */
  NO_CANONICAL
}
