package org.idlewild.agent.cli.api;

/** An expected failure; its message is one sentence for the user. */
public class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  /** A failure with one sentence. */
  public CommandFailed(ExitStatus status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** Something on this machine stood in the way, or work failed. */
  @SuppressWarnings("AnnotateFormatMethod")
  public static CommandFailed failed(String format, Object... values) {
    return new CommandFailed(ExitStatus.FAILED, String.format(format, values));
  }

  /** The command line cannot be understood. */
  @SuppressWarnings("AnnotateFormatMethod")
  public static CommandFailed usage(String format, Object... values) {
    return new CommandFailed(ExitStatus.USAGE, String.format(format, values));
  }

  /** What the process exits with. */
  public ExitStatus status() {
    return status;
  }
}
