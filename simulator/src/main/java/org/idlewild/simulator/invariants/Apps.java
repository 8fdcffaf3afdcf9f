package org.idlewild.simulator.invariants;

import java.util.Map;
import java.util.Set;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.Redundancy;

/**
 * Applications and their versions.
 *
 * @param policies by application
 * @param versions by id
 */
public record Apps(Map<Long, Policy> policies, Map<Long, Version> versions) {
  static final Apps NONE = new Apps(Map.of(), Map.of());

  /**
   * How an application's work is to be given out and paid, as {@link org.idlewild.work.AppPolicy}.
   */
  public record Policy(
      long app,
      boolean beta,
      Redundancy redundancy,
      boolean staticClass,
      boolean sameVersion,
      int adaptiveQuorum,
      int dailyQuota,
      int maxPerHost,
      int maxPerUser,
      CreditScheme credit,
      double fixedCredit) {}

  /** What an application's version asks of a host. */
  public record Version(
      long id, long app, int number, String platform, int processors, Set<String> features) {}

  Policy policyOf(long version) {
    return policies.get(versions.get(version).app());
  }
}
