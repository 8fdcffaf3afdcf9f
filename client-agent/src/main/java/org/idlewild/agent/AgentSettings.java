package org.idlewild.agent;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.idlewild.agent.policy.Preferences;

/**
 * What an agent is told when it starts.
 *
 * @param server the server's root, such as {@code https://grid.example.org}
 * @param data the folder for all that the agent keeps; made if need be
 * @param name the host's name for people
 * @param processors how many tasks may run at once
 * @param memoryBytes the memory that all tasks together may have
 * @param unsandboxed whether work runs without a sandbox
 * @param enrolmentToken needed at the first start alone
 * @param preferences what the machine's owner allows
 */
public record AgentSettings(
    URI server,
    Path data,
    String name,
    int processors,
    long memoryBytes,
    boolean unsandboxed,
    Optional<String> enrolmentToken,
    Preferences preferences) {

  /** Checks. */
  public AgentSettings {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(enrolmentToken, "enrolmentToken");
    Objects.requireNonNull(preferences, "preferences");
    if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
      throw new IllegalArgumentException(
          "The server must be given as http://... or https://..., not as " + server + ".");
    }
    if (processors < 1 || memoryBytes < 1) {
      throw new IllegalArgumentException("Tasks need at least one processor and some memory.");
    }
  }

  /**
   * All of the machine's processors, half of its memory, its own name, and tasks that always run.
   */
  public static AgentSettings of(URI server, Path data) {
    return new AgentSettings(
        server,
        data,
        systemName(),
        Runtime.getRuntime().availableProcessors(),
        Machine.memoryBytes() / 2,
        false,
        Optional.empty(),
        Preferences.always());
  }

  /** The same with an enrolment token. */
  public AgentSettings withEnrolmentToken(String token) {
    return new AgentSettings(
        server, data, name, processors, memoryBytes, unsandboxed, Optional.of(token), preferences);
  }

  /** The machine's own name. */
  public static String systemName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }

  /** Does not show the token. */
  @Override
  public String toString() {
    return "AgentSettings[" + server + ", " + data + ", " + name + "]";
  }
}
