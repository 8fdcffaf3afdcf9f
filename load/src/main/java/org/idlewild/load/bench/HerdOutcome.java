package org.idlewild.load.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.idlewild.load.drive.Course;
import org.idlewild.load.drive.Ledger;

/**
 * How a herd fared.
 *
 * @param requestsPerSecond answered well, over the whole time
 * @param millis from when a request was due to its answer, by quantile
 * @param refused requests that were told to come back later, and when
 * @param secondsUntilServed until each host had been answered once
 * @param secondsUntilCalm until the last answer that came more than a second late
 * @param failures other requests by HTTP's status that is no success; 0 for broken connections
 * @param checks what must be 0
 */
public record HerdOutcome(
    double requestsPerSecond,
    Map<String, Double> millis,
    long refused,
    double secondsUntilServed,
    double secondsUntilCalm,
    Map<Integer, Long> failures,
    Map<String, Long> checks) {

  static HerdOutcome of(Course course, Ledger ledger, int seconds) {
    Map<String, Long> checks = new LinkedHashMap<>();
    checks.put("hostsNeverAnswered", course.unserved());
    checks.put("failed", course.failures().values().stream().mapToLong(Long::longValue).sum());
    checks.put("sentTwice", ledger.twice());
    checks.put("twoOfOneWorkunitToOneUser", ledger.sameOwner());
    return new HerdOutcome(
        Measured.rounded(course.nanos().getTotalCount() / (double) seconds),
        Measured.quantiles(course.nanos()),
        course.refused(),
        Measured.rounded(course.secondsUntilServed()),
        Measured.rounded(course.secondsUntilCalm()),
        course.failures(),
        checks);
  }

  /** Whether every host was answered, and no request without a word about when to come back. */
  public boolean isSound() {
    return checks.values().stream().allMatch(count -> count == 0);
  }
}
