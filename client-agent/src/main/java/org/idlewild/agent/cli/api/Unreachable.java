package org.idlewild.agent.cli.api;

/**
 * No usable answer came: the server is down, the connection broke, or the server failed by itself.
 */
public final class Unreachable extends CommandFailed {
  private static final long serialVersionUID = 1L;

  /** One sentence on what happened. */
  public Unreachable(String sentence) {
    super(ExitStatus.UNREACHABLE, sentence);
  }
}
