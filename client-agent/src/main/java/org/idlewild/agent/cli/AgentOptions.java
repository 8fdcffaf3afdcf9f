package org.idlewild.agent.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line says to an agent.
 *
 * @param server the server's root
 * @param data the agent's own folder: its key, its journal, its tasks
 * @param enrolmentTokenFile the file with a one-time token; needed the first time only
 * @param name the host's name for people, when it is not to be the machine's
 * @param processors how many tasks may run at once, when it is not to be every processor
 * @param unsandboxed whether work may run without a sandbox
 * @param beta whether test work may run
 * @param manners when tasks pause
 */
record AgentOptions(
    URI server,
    Path data,
    Optional<Path> enrolmentTokenFile,
    Optional<String> name,
    Optional<Integer> processors,
    boolean unsandboxed,
    boolean beta,
    Manners manners) {

  /**
   * When tasks pause.
   *
   * @param onlyWhenIdle while somebody uses the machine
   * @param notOnBattery while it runs on battery
   * @param othersLoad while other programs use more than this share of the processors; 1 for never
   */
  record Manners(boolean onlyWhenIdle, boolean notOnBattery, double othersLoad) {}
}
