package org.idlewild.agent.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.CommandFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agent}. */
@Command(
    name = "agent",
    description = "Runs an agent: this machine works for a server until the agent is stopped.")
final class AgentCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final AgentStarter starter;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server's address; else $IDLEWILD_SERVER")
  private String server;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      required = true,
      description = "the agent's own folder: its key, its tasks")
  private Path data;

  @Option(
      names = "--enrolment-token-file",
      paramLabel = "FILE",
      description = "the one-time token made by 'enrolment'; needed the first time only")
  private Path enrolmentTokenFile;

  @Option(names = "--name", description = "the host's name for people; else the machine's")
  private String name;

  @Option(
      names = "--processors",
      paramLabel = "N",
      description = "how many tasks may run at once; else one for each processor")
  private Integer processors;

  @Option(
      names = "--unsandboxed",
      description = "lets work run without a sandbox; only for work that you trust")
  private boolean unsandboxed;

  @Option(
      names = "--beta",
      description = "takes test work too: programs that nobody has tried much")
  private boolean beta;

  @Option(
      names = "--only-when-idle",
      description = "pauses while somebody uses the machine, and three minutes longer")
  private boolean onlyWhenIdle;

  @Option(names = "--not-on-battery", description = "pauses while the machine runs on battery")
  private boolean notOnBattery;

  @Option(
      names = "--others-load",
      paramLabel = "SHARE",
      defaultValue = "1",
      description =
          "pauses while other programs use more than this share of the processors; else 1")
  private double othersLoad;

  AgentCommand(Surroundings surroundings, AgentStarter starter) {
    this.surroundings = surroundings;
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    String address =
        Optional.ofNullable(server)
            .or(() -> surroundings.variable("IDLEWILD_SERVER"))
            .orElseThrow(() -> CommandFailed.usage("The server is expected: --server URL."));
    if (processors != null && (processors < 1 || processors > 4096)) {
      throw CommandFailed.usage("--processors is expected to be 1 to 4096.");
    }
    if (!(othersLoad >= 0 && othersLoad <= 1)) {
      throw CommandFailed.usage("--others-load is expected to be 0 to 1.");
    }
    return starter.run(
        new AgentOptions(
            ServerOptions.root(address),
            data.toAbsolutePath(),
            Optional.ofNullable(enrolmentTokenFile).map(Path::toAbsolutePath),
            Optional.ofNullable(name),
            Optional.ofNullable(processors),
            unsandboxed,
            beta,
            new AgentOptions.Manners(onlyWhenIdle, notOnBattery, othersLoad)));
  }
}
