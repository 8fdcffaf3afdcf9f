package org.idlewild.agent.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code idlewild COMMAND ...}: understands the command line, runs the command, gives the exit
 * status.
 */
@Command(
    name = "idlewild",
    description = "A grid out of idle desktops.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:work failed, or something on this machine stood in the way",
      "2:the command line was not understood",
      "3:refused by the server",
      "4:the server is out of reach"
    })
public final class Main {
  private Main() {}

  /** The program. */
  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.real();
    System.exit(run(surroundings, commands(surroundings), args));
  }

  /** The commands of researchers and operators. */
  public static List<Object> commands(Surroundings surroundings) {
    return List.of(
        new ServerCommand(surroundings),
        new AgentCommand(surroundings, new ThisAgent()),
        new RegisterCommand(surroundings),
        new AppCommand(surroundings),
        new SubmitCommand(surroundings),
        new StatusCommand(surroundings),
        new FetchCommand(surroundings),
        new CancelCommand(surroundings),
        new DeleteCommand(surroundings),
        ControlCommand.pause(surroundings),
        ControlCommand.resume(surroundings),
        ControlCommand.abort(surroundings),
        new HostsCommand(surroundings),
        new ExplainCommand(surroundings),
        new DaemonsCommand(surroundings),
        new ArchiveCommand(surroundings),
        new PluginsCommand(surroundings),
        new WrapCommand(surroundings),
        new KeysCommand(surroundings),
        new SignCommand(surroundings),
        new EvmCommand(surroundings),
        new UserCommand(surroundings),
        new AccountKeyCommand(surroundings),
        new PreferencesCommand(surroundings),
        new TeamCommand(surroundings),
        new EnrolmentCommand(surroundings));
  }

  /** Runs one of the commands and returns the exit status. */
  public static int run(Surroundings surroundings, List<Object> commands, String... args) {
    try {
      surroundings.variable(Authorities.VARIABLE).map(Path::of).ifPresent(Authorities::believe);
    } catch (CommandFailed e) {
      return failed(surroundings, e);
    }
    CommandLine line = new CommandLine(new Main());
    commands.forEach(line::addSubcommand);
    // What follows a program's name is the program's own.
    Optional.ofNullable(line.getSubcommands().get("evm"))
        .ifPresent(evm -> evm.setStopAtPositional(true));
    addHelp(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((failure, rest) -> misunderstood(surroundings, failure));
    line.setExecutionExceptionHandler((failure, command, rest) -> failed(surroundings, failure));
    line.setExecutionStrategy(new CommandLine.RunLast());
    return line.execute(args);
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this text and do nothing")
                .build());
    line.getSubcommands().values().forEach(Main::addHelp);
  }

  private static int misunderstood(
      Surroundings surroundings, CommandLine.ParameterException failure) {
    surroundings.say(
        String.format(
            "%s (%s --help says what is expected.)",
            sentence(failure.getMessage()),
            failure.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitStatus.USAGE.code();
  }

  private static int failed(Surroundings surroundings, Exception failure) {
    if (failure instanceof CommandFailed expected) {
      surroundings.say(expected.getMessage());
      return expected.status().code();
    }
    surroundings.say(sentence(failure.toString()));
    if (surroundings.variable("IDLEWILD_TRACE").isPresent()) {
      failure.printStackTrace(surroundings.err());
    }
    return ExitStatus.FAILED.code();
  }

  private static String sentence(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line : line + ".";
  }
}
