package org.idlewild.load.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.idlewild.agent.cli.api.CommandFailed;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code idlewild bench server|floor ...}: understands the command line. */
public final class Main {
  /** Held, because the log manager holds loggers weakly. */
  private static final Logger ROOT = Logger.getLogger("");

  /** Would tell that the database was killed, which is what a measurement ends with. */
  private static final Logger PROCESSES = Logger.getLogger("ch.vorburger.exec");

  private Main() {}

  /** The program. */
  public static void main(String[] args) {
    ROOT.setLevel(Level.WARNING);
    PROCESSES.setLevel(Level.OFF);
    System.exit(
        run(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs a command and returns the exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.addSubcommand(new ServerBenchCommand(Clock.systemUTC()));
    line.addSubcommand(new FloorCommand(Clock.systemUTC()));
    line.addSubcommand(new HerdCommand(Clock.systemUTC()));
    line.getSubcommands().values().forEach(Main::offerHelp);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(
        (failure, rest) -> {
          err.println(
              "idlewild: "
                  + failure.getMessage()
                  + " (idlewild bench server --help says what is expected.)");
          return CommandLine.ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler((failure, command, result) -> tell(failure, err));
    return line.execute(args);
  }

  private static void offerHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this text and do nothing")
                .build());
  }

  /** What was not to be expected is told with all that is known of it. */
  private static int tell(Exception failure, PrintWriter err) {
    if (failure instanceof CommandFailed) {
      err.println("idlewild: " + failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
