package org.idlewild.scheduler.status;

import org.idlewild.work.AppPolicy;
import org.idlewild.work.Limits;

/** How an application's work is given out and paid; see {@link AppPolicy}. */
public record PolicyView(
    int weight,
    boolean beta,
    String redundancy,
    boolean staticClass,
    boolean sameVersion,
    int adaptiveQuorum,
    int dailyQuota,
    int maxPerHost,
    int maxPerUser,
    boolean locality,
    double tail,
    Limits footprint,
    String credit,
    double fixedCredit) {

  static PolicyView of(AppPolicy policy) {
    return new PolicyView(
        policy.weight(),
        policy.beta(),
        policy.redundancy().word(),
        policy.staticClass(),
        policy.sameVersion(),
        policy.adaptiveQuorum(),
        policy.dailyQuota(),
        policy.maxPerHost(),
        policy.maxPerUser(),
        policy.locality(),
        policy.tail(),
        policy.footprint(),
        policy.credit().word(),
        policy.fixedCredit());
  }
}
