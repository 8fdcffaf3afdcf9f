package org.idlewild.agent.task;

/** Where a task is. */
public enum TaskState {
  /** The order has come; nothing is done yet. */
  ASSIGNED,
  /** Its files are on their way. */
  DOWNLOADING,
  /** All files are here; it waits for a processor. */
  READY,
  /** Its program runs. */
  RUNNING,
  /** Its program is stopped and keeps its memory. */
  PAUSED,
  /** Its program ended well; its outputs are on their way. */
  UPLOADING,
  /** Its report is made and goes with each poll until the server confirms it. */
  REPORTED,
  /** The server has all; the task is forgotten. */
  DONE,
  /** Nobody wants it any more; the task is forgotten. */
  ABORTED;

  /** Whether nothing more happens to it. */
  public boolean isOver() {
    return this == DONE || this == ABORTED;
  }

  /** Whether it has a program that uses the machine's memory. */
  public boolean isStarted() {
    return this == RUNNING || this == PAUSED;
  }

  /** Whether the agent still has to work for it: a report that waits is no work. */
  public boolean isHeld() {
    return !isOver() && this != REPORTED;
  }
}
