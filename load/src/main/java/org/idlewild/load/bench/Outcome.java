package org.idlewild.load.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.load.drive.Driver;
import org.idlewild.load.watch.Digests;
import org.idlewild.load.watch.Garbage;

/**
 * What a measurement came to.
 *
 * @param requestsPerSecond answered well, while they were sent
 * @param millis how long these took, by quantile
 * @param withoutWork requests that were answered well and brought no work
 * @param failures requests by HTTP's status that is no success; 0 for broken connections
 * @param server what the server's work cost
 * @param heap of the server
 * @param checks what must be 0
 * @param floor what the same changes cost when a plain program sends them
 * @param statements the most frequent ones first; empty when nobody asked
 */
public record Outcome(
    double requestsPerSecond,
    Map<String, Double> millis,
    long withoutWork,
    Map<Integer, Long> failures,
    Cost server,
    Map<String, Double> heap,
    Map<String, Long> checks,
    Optional<Cost> floor,
    List<Digests.Digest> statements) {

  private static final double MEBIBYTE = 1 << 20;

  /** Computes it. */
  static Outcome of(
      Driver.Driven driven, Cost server, Map<String, Double> heap, Map<String, Long> checks) {
    return new Outcome(
        Measured.rounded(driven.requests() / driven.seconds()),
        Measured.quantiles(driven.nanos()),
        driven.requests() - driven.sent(),
        driven.failures(),
        server,
        heap,
        checks,
        Optional.empty(),
        List.of());
  }

  /** What a heap did between two readings while workunits came to their end. */
  static Map<String, Double> heap(Garbage before, Garbage after, Cost cost) {
    return Measured.of()
        .with("usedMebibytes", after.usedBytes() / MEBIBYTE)
        .with("pauses", (double) (after.pauses() - before.pauses()))
        .with("pauseSeconds", after.pauseSeconds() - before.pauseSeconds())
        .with(
            "allocatedBytesPerWorkunit",
            after.allocatedSince(before) / Math.max(1, cost.workunits()))
        .map();
  }

  Outcome with(List<Digests.Digest> found) {
    return new Outcome(
        requestsPerSecond, millis, withoutWork, failures, server, heap, checks, floor, found);
  }

  /** The same with what was measured of the floor. */
  public Outcome with(Cost found) {
    return new Outcome(
        requestsPerSecond,
        millis,
        withoutWork,
        failures,
        server,
        heap,
        checks,
        Optional.of(found),
        statements);
  }

  /** How many times the floor the server needs; empty when the floor was not measured. */
  public Map<String, Double> ratios() {
    Measured ratios = Measured.of();
    floor.ifPresent(
        low -> {
          ratios.with("cpuSeconds", server.withoutDriver() / low.withoutDriver());
          ratios.with(
              "databaseCpuSeconds",
              server.cpuSeconds().get(Cost.DATABASE) / low.cpuSeconds().get(Cost.DATABASE));
          for (String name : List.of("statements", "rowsWritten", "redoBytes", "fsyncs")) {
            ratios.with(name, server.perWorkunit().get(name) / low.perWorkunit().get(name));
          }
        });
    return ratios.map();
  }

  /** Whether nothing was lost and nothing sent twice. */
  public boolean isSound() {
    return failures.isEmpty() && checks.values().stream().allMatch(count -> count == 0);
  }
}
