package org.idlewild.agent.cli;

import java.io.IOException;
import java.util.List;
import org.idlewild.agent.evm.Ended;
import org.idlewild.agent.evm.Outputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evm run} and {@code evm explain}. */
@Command(
    name = "evm",
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs Windows programs in the virtual machine, by hand and without a server.")
final class EvmCommand {
  private final Surroundings surroundings;

  EvmCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(name = "run", description = "Wraps a program, runs it, and ends with its exit status.")
  Integer run(
      @Mixin EvmOptions options,
      @Parameters(paramLabel = "PROGRAM [ARGUMENT]", arity = "1..*") List<String> command)
      throws IOException, InterruptedException {
    HandRun run = new HandRun(surroundings, options);
    Ended ended = run.of(command, new Outputs(surroundings.out(), surroundings.err()));
    return run.status(ended);
  }

  @Command(
      name = "explain",
      description =
          "The same, and then says what was mediated, how often, and what was refused; what the"
              + " program prints goes to the error output.")
  Integer explain(
      @Mixin EvmOptions options,
      @Option(
              names = "--output",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "the form of the answer")
          ServerOptions.Form form,
      @Parameters(paramLabel = "PROGRAM [ARGUMENT]", arity = "1..*") List<String> command)
      throws IOException, InterruptedException {
    HandRun run = new HandRun(surroundings, options);
    Ended ended = run.of(command, new Outputs(surroundings.err(), surroundings.err()));
    Explanation explanation = new Explanation(ended);
    surroundings
        .out()
        .println(form == ServerOptions.Form.JSON ? explanation.json() : explanation.text());
    return run.status(ended);
  }
}
