package org.idlewild.work;

/**
 * How an application's work is given out and paid.
 *
 * @param weight its share of what is dispatched, against the weights of the other applications, 1
 *     to 1000
 * @param beta whether only hosts whose owners take test work get it
 * @param redundancy how alike the hosts of a workunit must be
 * @param staticClass whether a workunit's host class, once set, stays set for good
 * @param sameVersion whether all results of a workunit use one app version
 * @param adaptiveQuorum what a workunit is raised to when a host that is not trusted gets it; 0 for
 *     no adaptive replication
 * @param dailyQuota the most results a host gets of one app version a day; 0 for no limit
 * @param maxPerHost the most results in progress on one host; 0 for no limit
 * @param maxPerUser the most results in progress on one user's hosts; 0 for no limit
 * @param locality whether hosts that hold a workunit's files are preferred
 * @param tail so much of a batch, or less, without an answer is its end, at which slow hosts' work
 *     goes to one more host, 0 to 1; 0 for never
 * @param footprint what a task may use where its app version says nothing
 * @param credit how results are paid
 * @param fixedCredit what a workunit earns under {@link CreditScheme#FIXED}
 */
public record AppPolicy(
    int weight,
    boolean beta,
    Redundancy redundancy,
    boolean staticClass,
    boolean sameVersion,
    int adaptiveQuorum,
    int dailyQuota,
    int maxPerHost,
    int maxPerUser,
    boolean locality,
    double tail,
    Limits footprint,
    CreditScheme credit,
    double fixedCredit) {

  /** What an application gets that says nothing: an even share and no restriction. */
  public static final AppPolicy DEFAULT =
      new AppPolicy(
          100,
          false,
          Redundancy.ANY,
          false,
          false,
          0,
          0,
          0,
          0,
          false,
          0.05,
          Limits.DEFAULT,
          CreditScheme.RUN_TIME,
          1);

  public AppPolicy {
    if (weight < 1 || weight > 1000) {
      throw new IllegalArgumentException("weight must be from 1 to 1000, not " + weight);
    }
    if (adaptiveQuorum < 0 || dailyQuota < 0 || maxPerHost < 0 || maxPerUser < 0) {
      throw new IllegalArgumentException(
          "adaptiveQuorum, dailyQuota, maxPerHost and maxPerUser must be 0 or more");
    }
    if (!(tail >= 0 && tail <= 1)) {
      throw new IllegalArgumentException("tail must be a part from 0 to 1, not " + tail);
    }
    if (!(fixedCredit >= 0) || Double.isInfinite(fixedCredit)) {
      throw new IllegalArgumentException("fixedCredit must be a number of 0 or more");
    }
  }
}
