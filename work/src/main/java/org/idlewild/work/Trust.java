package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a host is believed and relied on with an app version (BOINC: sched_send.cpp, set_trust
 * and get_reliability_version).
 */
public final class Trust {
  /** So many valid results in a row earn trust. */
  static final int VALID_ENOUGH = 10;

  private Trust() {}

  /**
   * What makes a host reliable, and what reliable hosts are for.
   *
   * @param longestTurnaround mean time from sent to reported, at most
   * @param mostErrors the part of its results that may be errors, 0 to 1
   * @param patience how long a retry waits for a reliable host before any host may have it
   * @param deadlinePart the part of the delay bound that a reliable host gets for a retry, above 0
   *     and up to 1
   */
  public record Rules(
      Duration longestTurnaround, double mostErrors, Duration patience, double deadlinePart) {
    public Rules {
      if (!(deadlinePart > 0 && deadlinePart <= 1) || !(mostErrors >= 0 && mostErrors <= 1)) {
        throw new IllegalArgumentException(
            "expected a part of the delay bound above 0 and up to 1, and errors from 0 to 1");
      }
    }
  }

  /**
   * Whether the host's results need no other to confirm them. The better it did, the more seldom it
   * is spot-checked: of n valid results in a row, one time in n.
   *
   * @param chance a random number, 0 to 1
   */
  public static boolean isTrusted(HostAppVersion history, double chance) {
    return history.consecutiveValid() >= VALID_ENOUGH && chance > 1.0 / history.consecutiveValid();
  }

  /** Whether the host brings right answers soon. */
  public static boolean isReliable(HostAppVersion history, AppPolicy policy, Rules rules) {
    return history.consecutiveValid() >= VALID_ENOUGH
        && history.turnaroundMillis() <= rules.longestTurnaround().toMillis()
        && history.errorRate() <= rules.mostErrors()
        && history.quota().isFull(policy.dailyQuota());
  }

  /**
   * What a workunit of an app with adaptive replication is raised to when a host gets one of its
   * results.
   *
   * @return empty when it stays as it is
   */
  public static Optional<Workunit.Rules> raised(
      Workunit.Rules rules, AppPolicy policy, boolean trusted) {
    int quorum = policy.adaptiveQuorum();
    return trusted || rules.minQuorum() >= quorum
        ? Optional.empty()
        : Optional.of(rules.withQuorum(quorum));
  }

  /**
   * Whether a retry is kept back from a host, so that a reliable one may come for it.
   *
   * @param reliable whether this one is
   * @param since since when it waits
   * @param seen when a reliable host asked last; empty for never
   */
  public static boolean isKeptBack(
      boolean reliable, Instant since, Optional<Instant> seen, Rules rules, Instant now) {
    return !reliable
        && now.isBefore(since.plus(rules.patience()))
        && seen.filter(last -> now.isBefore(last.plus(rules.patience()))).isPresent();
  }

  /**
   * The time that a reliable host gets for a retry: a part of the delay bound, but twice what it
   * takes on average, if that is more and the delay bound allows it.
   */
  public static Duration deadline(Duration bound, HostAppVersion history, Rules rules) {
    long part = Math.round(bound.toMillis() * rules.deadlinePart());
    long twice = Math.round(2 * history.turnaroundMillis());
    return Duration.ofMillis(Math.min(bound.toMillis(), Math.max(part, twice)));
  }
}
