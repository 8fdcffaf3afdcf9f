package org.idlewild.agent.cli.api;

/** How a command ended, as its process's exit status. */
public enum ExitStatus {
  /** What was asked for is done. */
  DONE(0),
  /** Work failed, an answer is wrong, or something on this machine stood in the way. */
  FAILED(1),
  /** The command line was not understood; nothing was done. */
  USAGE(2),
  /** The server refused. */
  REFUSED(3),
  /** The server is out of reach, or failed by itself; trying later may help. */
  UNREACHABLE(4);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** What the process exits with. */
  public int code() {
    return code;
  }
}
