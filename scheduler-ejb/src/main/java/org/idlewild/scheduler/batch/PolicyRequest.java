package org.idlewild.scheduler.batch;

/**
 * How an application's work is to be given out and paid, as a researcher says it; null where
 * nothing is said. See {@link org.idlewild.work.AppPolicy}.
 *
 * @param redundancy {@code any}, {@code system} or {@code processor}
 * @param credit {@code fixed}, {@code run-time} or {@code normalised}
 */
public record PolicyRequest(
    Integer weight,
    Boolean beta,
    String redundancy,
    Boolean staticClass,
    Boolean sameVersion,
    Integer adaptiveQuorum,
    Integer dailyQuota,
    Integer maxPerHost,
    Integer maxPerUser,
    Boolean locality,
    Double tail,
    Footprint footprint,
    String credit,
    Double fixedCredit) {

  /** Says nothing: what holds already goes on to hold. */
  public static final PolicyRequest NOTHING =
      new PolicyRequest(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}
