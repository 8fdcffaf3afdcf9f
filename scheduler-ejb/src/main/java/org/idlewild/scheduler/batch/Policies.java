package org.idlewild.scheduler.batch;

import org.idlewild.work.AppPolicy;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.Redundancy;

/** Turns what a researcher says of a policy into one, or says what is wrong with it. */
final class Policies {
  private static final int MOST_A_DAY = 1_000_000;
  private static final double MOST_CREDIT = 1e9;

  private Policies() {}

  /** The policy that follows another when something of it is said anew. */
  static AppPolicy of(PolicyRequest said, AppPolicy before) {
    if (said == null) {
      return before;
    }
    return new AppPolicy(
        number(said.weight(), before.weight(), 1, 1000, "weight"),
        or(said.beta(), before.beta()),
        redundancy(said.redundancy(), before.redundancy()),
        or(said.staticClass(), before.staticClass()),
        or(said.sameVersion(), before.sameVersion()),
        adaptive(said.adaptiveQuorum(), before.adaptiveQuorum()),
        number(said.dailyQuota(), before.dailyQuota(), 0, MOST_A_DAY, "dailyQuota"),
        number(said.maxPerHost(), before.maxPerHost(), 0, MOST_A_DAY, "maxPerHost"),
        number(said.maxPerUser(), before.maxPerUser(), 0, MOST_A_DAY, "maxPerUser"),
        or(said.locality(), before.locality()),
        said.tail() == null ? before.tail() : Checks.amount(said.tail(), 1, "tail"),
        said.footprint() == null ? before.footprint() : said.footprint().over(before.footprint()),
        credit(said.credit(), before.credit()),
        fixed(said.fixedCredit(), before.fixedCredit()));
  }

  private static int number(Integer said, int before, int least, int most, String what) {
    return said == null ? before : (int) Checks.between(said, least, most, what);
  }

  private static boolean or(Boolean said, boolean before) {
    return said == null ? before : said;
  }

  private static int adaptive(Integer said, int before) {
    int quorum = number(said, before, 0, 10, "adaptiveQuorum");
    Checks.require(
        quorum != 1, "adaptiveQuorum is 0 for none or 2 to 10: one result alone confirms nothing");
    return quorum;
  }

  private static Redundancy redundancy(String said, Redundancy before) {
    return said == null
        ? before
        : Redundancy.of(said)
            .orElseThrow(
                () ->
                    Checks.malformed(
                        "redundancy is one of any, system, processor, not '"
                            + Checks.shown(said)
                            + "'"));
  }

  private static CreditScheme credit(String said, CreditScheme before) {
    return said == null
        ? before
        : CreditScheme.of(said)
            .orElseThrow(
                () ->
                    Checks.malformed(
                        "credit is one of fixed, run-time, normalised, not '"
                            + Checks.shown(said)
                            + "'"));
  }

  private static double fixed(Double said, double before) {
    return said == null ? before : Checks.amount(said, MOST_CREDIT, "fixedCredit");
  }
}
