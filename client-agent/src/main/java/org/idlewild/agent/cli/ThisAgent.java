package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.idlewild.agent.Agent;
import org.idlewild.agent.AgentFailure;
import org.idlewild.agent.AgentSettings;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.ExitStatus;
import org.idlewild.agent.policy.Preferences;

/** The agent of this build, told what the command line says. */
final class ThisAgent implements AgentStarter {
  @Override
  public int run(AgentOptions options) {
    try {
      Agent.run(settings(options));
      return ExitStatus.DONE.code();
    } catch (AgentFailure failure) {
      throw new CommandFailed(status(failure.reason()), failure.getMessage());
    }
  }

  private static ExitStatus status(AgentFailure.Reason reason) {
    return reason == AgentFailure.Reason.ENROLMENT_REFUSED ? ExitStatus.REFUSED : ExitStatus.FAILED;
  }

  private static AgentSettings settings(AgentOptions options) {
    AgentSettings usual = AgentSettings.of(options.server(), options.data());
    return new AgentSettings(
        usual.server(),
        usual.data(),
        options.name().orElse(usual.name()),
        options.processors().orElse(usual.processors()),
        usual.memoryBytes(),
        options.unsandboxed(),
        options.enrolmentTokenFile().flatMap(ThisAgent::token),
        preferences(options, usual.preferences()));
  }

  /**
   * An agent that has enrolled needs no token any more, so a file that is gone is no failure here.
   */
  private static Optional<String> token(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException failure) {
      throw CommandFailed.failed("The enrolment token's file %s cannot be read.", file);
    }
  }

  private static Preferences preferences(AgentOptions options, Preferences usual) {
    AgentOptions.Manners manners = options.manners();
    return new Preferences(
        !manners.onlyWhenIdle(),
        usual.idleAfter(),
        !manners.notOnBattery(),
        manners.othersLoad(),
        options.beta(),
        usual.cacheBytes());
  }
}
