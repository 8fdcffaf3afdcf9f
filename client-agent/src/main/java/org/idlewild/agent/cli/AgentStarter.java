package org.idlewild.agent.cli;

import java.util.ServiceLoader;
import org.idlewild.agent.cli.api.CommandFailed;

/** Runs an agent in this process. */
@FunctionalInterface
public interface AgentStarter {
  /** Runs until the process is told to end, and returns the exit status. */
  int run(AgentOptions options) throws Exception;

  /**
   * The one that {@code META-INF/services} names; without it the command fails with one sentence.
   */
  static AgentStarter installed() {
    return options ->
        ServiceLoader.load(AgentStarter.class)
            .findFirst()
            .orElseThrow(() -> CommandFailed.failed("This build has no agent in it."))
            .run(options);
  }
}
