package org.idlewild.agent.server;

import java.util.List;
import org.idlewild.agent.host.Facts;
import org.idlewild.protocol.HostFacts;

/**
 * The host as it is now.
 *
 * @param facts what does not change
 * @param offer what tasks may have
 * @param measured what was measured of it
 * @param diskFreeBytes disk that tasks may use
 */
public record HostState(Facts facts, Offer offer, Measured measured, long diskFreeBytes) {
  private static final int NAME_LIMIT = 120;

  /**
   * What tasks may have of the host.
   *
   * @param name the host's name for people
   * @param agentVersion the agent's version
   * @param processors logical processors
   * @param memoryBytes memory
   * @param platforms what it can run
   * @param sandboxes best first; empty when there is none
   * @param unsandboxed whether the owner lets work run without one
   * @param beta whether the owner takes test work
   */
  public record Offer(
      String name,
      String agentVersion,
      int processors,
      long memoryBytes,
      List<String> platforms,
      List<String> sandboxes,
      boolean unsandboxed,
      boolean beta) {}

  /**
   * What was measured of the host.
   *
   * @param flopsPerProcessor floating-point operations a second of one processor; 0 when not known
   *     yet
   * @param onFraction the part of the time in which tasks may run
   */
  public record Measured(double flopsPerProcessor, double onFraction) {}

  /** As the dialect says it. */
  HostFacts message() {
    String name = offer.name();
    return new HostFacts(
        name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name,
        offer.agentVersion(),
        facts.osName(),
        facts.osVersion(),
        facts.architecture(),
        facts.processorModel(),
        offer.processors(),
        measured.flopsPerProcessor(),
        offer.memoryBytes(),
        diskFreeBytes,
        offer.platforms(),
        offer.sandboxes(),
        offer.unsandboxed(),
        facts.features(),
        measured.onFraction(),
        offer.beta());
  }
}
