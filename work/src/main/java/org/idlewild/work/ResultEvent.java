package org.idlewild.work;

/** What can happen to a result. */
public enum ResultEvent {
  /** It is kept back. */
  PAUSED,
  /** It may go on. */
  RESUMED,
  /** A host got it. */
  SENT,
  /** Its host reported success and brought the outputs. */
  SUCCEEDED,
  /** Its host reported a failure, or a success that is none. */
  FAILED,
  /** Its report deadline passed. */
  FELL_SILENT,
  /** Its host lost it, and nobody needs it. */
  LOST,
  /** It was not sent, and nobody needs it. */
  NOT_NEEDED,
  /** No host will have it. */
  FOUND_NO_HOST,
  /** Its host left the grid, or gave it back. */
  DETACHED,
  /** Enough others agree with it, or the answer does. */
  AGREED,
  /** It differs from the answer. */
  DIFFERED,
  /** The validator cannot read it. */
  UNREADABLE,
  /** The validator read it, and there is no answer yet. */
  UNDECIDED,
  /** Its workunit failed before it was judged. */
  NOT_CHECKED,
  /** What it would be compared with is gone. */
  CAME_TOO_LATE
}
