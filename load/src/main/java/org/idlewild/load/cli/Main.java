package org.idlewild.load;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.idlewild.agent.cli.api.CommandFailed;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code idlewild bench server ...}: understands the command line and gives the exit status. */
public final class Main {
  /** Held, because the log manager holds loggers weakly. */
  private static final Logger ROOT = Logger.getLogger("");

  private Main() {}

  /** The program. */
  public static void main(String[] args) {
    ROOT.setLevel(Level.WARNING);
    CommandLine line = new CommandLine(new ServerBenchCommand());
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this text and do nothing")
                .build());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          if (failure instanceof CommandFailed) {
            command.getErr().println("idlewild: " + failure.getMessage());
          } else {
            failure.printStackTrace(command.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(line.execute(args));
  }
}
