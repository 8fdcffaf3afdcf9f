package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.List;

/**
 * What an operator sees of the daemons.
 *
 * @param node the node that answers; what the daemons did is what they did there
 * @param nodes those that are alive; empty where there can be but one
 * @param daemons each of them
 * @param backlog what waits, on all nodes
 */
public record DaemonsView(
    String node, List<NodeView> nodes, List<PassView> daemons, Backlog backlog) {

  /**
   * A node that is alive.
   *
   * @param name of the node
   * @param checkedIn when it last said so, by its own clock
   */
  public record NodeView(String name, Instant checkedIn) {}
}
