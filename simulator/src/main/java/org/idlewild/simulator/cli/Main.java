package org.idlewild.simulator.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code idlewild simulate ...}: understands the command line and gives the exit status. */
public final class Main {
  /** Held, because the log manager holds loggers weakly. */
  private static final Logger ROOT = Logger.getLogger("");

  private Main() {}

  /** The program. */
  public static void main(String[] args) {
    ROOT.setLevel(Level.WARNING);
    System.exit(
        run(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs the command and returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new SimulateCommand());
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this text and do nothing")
                .build());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(
        (failure, rest) -> {
          err.println(
              "idlewild: "
                  + failure.getMessage()
                  + " (idlewild simulate --help says what is expected.)");
          return CommandLine.ExitCode.USAGE;
        });
    return line.execute(args);
  }
}
