package org.idlewild.work;

/**
 * How many results of one app version a host gets a day (BOINC: max_jobs_per_day). Days are counted
 * since 1970 in UTC; a new day begins with nothing sent.
 *
 * @param perDay the most a day; 0 for a host that was never found wanting: the app's limit
 * @param day the day that {@code sent} speaks of
 * @param sent how many it got that day
 */
public record Quota(int perDay, long day, int sent) {

  /** Of a host that never got one. */
  public static final Quota NEW = new Quota(0, 0, 0);

  public Quota {
    if (perDay < 0 || sent < 0) {
      throw new IllegalArgumentException("a quota and what was sent are 0 or more");
    }
  }

  /**
   * Whether the host may get one more.
   *
   * @param limit the app's; 0 means that there is none
   */
  public boolean allows(long today, int limit) {
    return limit == 0 || sentOn(today) < effective(limit);
  }

  /** After a result was sent. */
  public Quota sent(long today) {
    return new Quota(perDay, today, sentOn(today) + 1);
  }

  /** After an error or a silence: one less, and never under 1. */
  public Quota failed(int limit) {
    return limit == 0 ? this : of(Math.max(1, Math.min(effective(limit), limit) - 1));
  }

  /** After a success: twice as many, up to the limit. */
  public Quota succeeded(int limit) {
    int now = effective(limit);
    return limit == 0 || now >= limit ? this : of(Math.min(limit, 2 * now));
  }

  /** After a result was found valid: one more, beyond the limit if need be. */
  public Quota validated(int limit) {
    return limit == 0 ? this : of(effective(limit) + 1);
  }

  /** Whether it is as high as the app allows, or higher. */
  public boolean isFull(int limit) {
    return effective(limit) >= limit;
  }

  private int sentOn(long today) {
    return day == today ? sent : 0;
  }

  private int effective(int limit) {
    return perDay == 0 ? limit : perDay;
  }

  private Quota of(int newPerDay) {
    return new Quota(newPerDay, day, sent);
  }
}
