package org.idlewild.load.bench;

import org.idlewild.load.wire.Dialect;

/**
 * What is measured.
 *
 * @param workunits that wait when hosts begin to ask
 * @param hosts that ask
 * @param connections that they share
 * @param quorum of each workunit, 1 or more
 * @param dialect that they speak
 * @param warmUp seconds for which they ask before
 * @param seconds for which they ask
 * @param group how many requests the floor puts into one transaction
 */
public record Plan(
    long workunits,
    int hosts,
    int connections,
    int quorum,
    Dialect dialect,
    int warmUp,
    int seconds,
    int group) {

  /** The same without any warming up. */
  public Plan cold() {
    return new Plan(workunits, hosts, connections, quorum, dialect, 0, seconds, group);
  }
}
