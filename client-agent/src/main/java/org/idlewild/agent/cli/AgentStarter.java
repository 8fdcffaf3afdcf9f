package org.idlewild.agent.cli;

/** Runs an agent in this process. */
@FunctionalInterface
interface AgentStarter {
  /** Runs until the process is told to end, and returns the exit status. */
  int run(AgentOptions options) throws Exception;
}
