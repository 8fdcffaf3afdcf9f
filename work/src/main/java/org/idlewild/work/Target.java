package org.idlewild.work;

import java.util.OptionalLong;

/**
 * Who alone may get a workunit; at most one of the two is there.
 *
 * @param host the only host; empty for any
 * @param user whose hosts alone; empty for anybody's
 */
public record Target(OptionalLong host, OptionalLong user) {

  /** No target: work for every host that fits. */
  public static final Target ANYBODY = new Target(OptionalLong.empty(), OptionalLong.empty());

  public Target {
    if (host.isPresent() && user.isPresent()) {
      throw new IllegalArgumentException("a workunit is meant for a host or for a user, not both");
    }
  }

  public static Target ofHost(long host) {
    return new Target(OptionalLong.of(host), OptionalLong.empty());
  }

  public static Target ofUser(long user) {
    return new Target(OptionalLong.empty(), OptionalLong.of(user));
  }

  /**
   * The queue in which its results wait for a host: the app's id, or a queue of the host's or the
   * user's own, below zero.
   */
  public long queue(long app) {
    if (host.isPresent()) {
      return -2 * host.getAsLong();
    }
    return user.isPresent() ? -2 * user.getAsLong() - 1 : app;
  }

  public boolean isAnybody() {
    return host.isEmpty() && user.isEmpty();
  }
}
