package org.idlewild.scheduler.fault;

/** What is done at a point. */
enum Action {
  /** The process ends at once, as after SIGKILL: no handler, no clean-up. */
  KILL("kill-at"),
  /** A {@link Fault} is thrown. */
  FAIL("fail-at"),
  /** The thread waits until somebody deletes the file that says so. */
  WAIT("wait-at");

  private final String key;

  Action(String key) {
    this.key = key;
  }

  /** The last part of the system property's name, and the word in a plan. */
  String key() {
    return key;
  }
}
