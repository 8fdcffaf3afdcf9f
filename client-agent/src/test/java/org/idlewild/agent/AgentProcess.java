package org.idlewild.agent;

import java.net.URI;
import java.nio.file.Path;

/** An agent in a process of its own, to be ended without warning. */
final class AgentProcess {
  private AgentProcess() {}

  public static void main(String[] arguments) throws AgentFailure {
    Agent.run(
        AgentSettings.of(URI.create(arguments[0]), Path.of(arguments[1]))
            .withEnrolmentToken(arguments[2]));
  }
}
