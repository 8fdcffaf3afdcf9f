package org.idlewild.work;

import java.util.Set;

/** Whether a host may get a result, and if not, the first rule that stands in the way. */
public enum Match {
  /** It may. */
  FITS("it fits"),
  /** The host cannot run this kind of program. */
  WRONG_PLATFORM("the host does not run the app version's platform"),
  /** Its owner does not let work run without a sandbox, and it has none. */
  NO_SANDBOX("the host has no sandbox and its owner allows none without"),
  /** The task may need more memory than the host gives. */
  TOO_LITTLE_MEMORY("the host gives less memory than the task may use"),
  /** The task may need more disk than the host gives. */
  TOO_LITTLE_DISK("the host gives less disk than the task may use"),
  /** The host has or had another result of the workunit. */
  SAME_HOST("the host has or had a result of the same workunit"),
  /** Another host of the same user has or had a result of the workunit. */
  SAME_USER("a host of the same user has or had a result of the same workunit");

  private final String sentence;

  Match(String sentence) {
    this.sentence = sentence;
  }

  /** The rule in words. */
  public String sentence() {
    return sentence;
  }

  /**
   * What a result asks of a host.
   *
   * @param platform the app version's
   * @param limits the app version's
   * @param hosts that have or had a result of its workunit
   * @param users whose hosts have or had one
   */
  public record Demand(String platform, Limits limits, Set<Long> hosts, Set<Long> users) {}

  /**
   * Who asks.
   *
   * @param host its id
   * @param user its owner
   * @param description as its agent sees it
   */
  public record Offer(long host, long user, HostDescription description) {}

  /**
   * Decides.
   *
   * @param oneResultPerUser whether the results of a workunit go to hosts of different users
   */
  public static Match of(Demand demand, Offer offer, boolean oneResultPerUser) {
    HostDescription host = offer.description();
    if (!host.platforms().contains(demand.platform())) {
      return WRONG_PLATFORM;
    }
    if (host.sandboxes().isEmpty() && !host.unsandboxed()) {
      return NO_SANDBOX;
    }
    if (host.memoryBytes() < demand.limits().memoryBytes()) {
      return TOO_LITTLE_MEMORY;
    }
    if (host.diskFreeBytes() < demand.limits().diskBytes()) {
      return TOO_LITTLE_DISK;
    }
    if (demand.hosts().contains(offer.host())) {
      return SAME_HOST;
    }
    return oneResultPerUser && demand.users().contains(offer.user()) ? SAME_USER : FITS;
  }
}
