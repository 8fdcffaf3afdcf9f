package org.idlewild.scheduler.status;

import java.util.List;

/**
 * What an operator sees of the daemons.
 *
 * @param node the node that answers; what the daemons did is what they did there
 * @param daemons each of them
 * @param backlog what waits, on all nodes
 */
public record DaemonsView(String node, List<PassView> daemons, Backlog backlog) {}
