package org.idlewild.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a measurement came to. Costs are of the whole of the server's work, from the first request
 * until the last reported result had come to its end; a workunit's are those of the workunits that
 * ended meanwhile.
 *
 * @param plan what was asked for
 * @param requestsPerSecond answered well, while they were sent
 * @param millis how long these took, by quantile
 * @param failures requests by HTTP's status that is no success; 0 for broken connections
 * @param workunits that came to their end
 * @param workunitsPerSecond the same by the seconds from the first request to the last end
 * @param cpuSeconds of server, database and driver, for 1,000 workunits
 * @param perWorkunit what the database counted
 * @param heap of the server
 * @param checks what must be 0
 * @param statements the most frequent ones first; empty when nobody asked
 */
@JsonPropertyOrder({"plan", "requestsPerSecond", "workunitsPerSecond", "workunits"})
record Outcome(
    Plan plan,
    double requestsPerSecond,
    Map<String, Double> millis,
    Map<Integer, Long> failures,
    long workunits,
    double workunitsPerSecond,
    Map<String, Double> cpuSeconds,
    Map<String, Double> perWorkunit,
    Map<String, Double> heap,
    Map<String, Long> checks,
    List<Digests.Digest> statements) {

  private static final double THOUSAND = 1000;

  /** Computes it. */
  static Outcome of(
      Plan plan,
      Driver.Driven driven,
      Reading before,
      Reading after,
      Map<String, Long> checks,
      List<Digests.Digest> statements) {
    long workunits = after.complete() - before.complete();
    double each = Math.max(1, workunits);
    Counters counted = after.database().since(before.database());
    return new Outcome(
        plan,
        driven.requests() / driven.seconds(),
        millis(driven.nanos()),
        driven.failures(),
        workunits,
        workunits / ((after.nanos() - before.nanos()) / 1e9),
        Measured.of()
            .with("server", THOUSAND * (after.serverSeconds() - before.serverSeconds()) / each)
            .with(
                "database", THOUSAND * (after.databaseSeconds() - before.databaseSeconds()) / each)
            .with("driver", THOUSAND * (after.driverSeconds() - before.driverSeconds()) / each)
            .map(),
        Measured.of()
            .with("statements", counted.statements() / each)
            .with("selects", counted.selects() / each)
            .with("commits", counted.commits() / each)
            .with("rowsWritten", counted.rowsWritten() / each)
            .with("rowsRead", counted.rowsRead() / each)
            .with("redoBytes", counted.redoBytes() / each)
            .with("fsyncs", counted.fsyncs() / each)
            .map(),
        Measured.of()
            .with("usedMebibytes", after.garbage().usedBytes() / (double) (1 << 20))
            .with("pauses", (double) (after.garbage().pauses() - before.garbage().pauses()))
            .with("pauseSeconds", after.garbage().pauseSeconds() - before.garbage().pauseSeconds())
            .map(),
        checks,
        statements);
  }

  private static Map<String, Double> millis(Histogram nanos) {
    return Measured.of()
        .with("p50", nanos.getValueAtPercentile(50) / 1e6)
        .with("p99", nanos.getValueAtPercentile(99) / 1e6)
        .with("p99.9", nanos.getValueAtPercentile(99.9) / 1e6)
        .map();
  }

  /** Whether nothing was lost and nothing sent twice. */
  boolean isSound() {
    return failures.isEmpty() && checks.values().stream().allMatch(count -> count == 0);
  }
}
