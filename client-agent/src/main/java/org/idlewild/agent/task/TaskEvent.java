package org.idlewild.agent.task;

/** What moves a task. */
public enum TaskEvent {
  /** Downloads begin. */
  FETCH,
  /** All files are here. */
  FETCHED,
  /** A file that was here is gone from the cache. */
  MISSED,
  /** The program starts. */
  START,
  /** The program is stopped. */
  PAUSE,
  /** The program goes on. */
  RESUME,
  /** The program ended well and made what it had to. */
  SUCCEED,
  /** All outputs are uploaded. */
  UPLOADED,
  /** The program failed, could not be started, or its files are not to be had. */
  FAIL,
  /** The server confirms the report. */
  ACKNOWLEDGE,
  /** The server does not want it any more. */
  ABORT,
  /** The agent ended with the program running, or with downloads under way. */
  LOSE
}
