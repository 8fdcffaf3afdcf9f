package org.idlewild.load.bench;

import java.util.Map;
import org.idlewild.load.watch.Counters;
import org.idlewild.load.watch.Reading;

/**
 * What workunits that came to their end have cost, from the first request until the last of them
 * had.
 *
 * @param workunits that came to their end
 * @param workunitsPerSecond of that time
 * @param cpuSeconds for 1,000 workunits, by whose they were
 * @param perWorkunit what the database counted
 */
public record Cost(
    long workunits,
    double workunitsPerSecond,
    Map<String, Double> cpuSeconds,
    Map<String, Double> perWorkunit) {
  /** Whose processors' time there may be, beside a plain program's. */
  static final String SERVER = "server";

  static final String DATABASE = "database";
  static final String DRIVER = "driver";

  private static final double THOUSAND = 1000;

  /**
   * Of those that ended between two readings.
   *
   * @param worker who did the work: the server, or this process itself by another name
   */
  static Cost between(Reading before, Reading after, String worker) {
    long workunits = after.complete() - before.complete();
    double each = Math.max(1, workunits);
    double thousands = each / THOUSAND;
    return new Cost(
        workunits,
        Measured.rounded(workunits / ((after.nanos() - before.nanos()) / 1e9)),
        cpuSeconds(before, after, thousands, worker),
        perWorkunit(after.database().since(before.database()), each));
  }

  private static Map<String, Double> cpuSeconds(
      Reading before, Reading after, double thousands, String worker) {
    Measured seconds =
        Measured.of()
            .with(worker, (after.workSeconds() - before.workSeconds()) / thousands)
            .with(DATABASE, (after.databaseSeconds() - before.databaseSeconds()) / thousands);
    return worker.equals(SERVER)
        ? seconds.with(DRIVER, (after.ownSeconds() - before.ownSeconds()) / thousands).map()
        : seconds.map();
  }

  private static Map<String, Double> perWorkunit(Counters counted, double each) {
    return Measured.of()
        .with("statements", counted.statements() / each)
        .with("selects", counted.selects() / each)
        .with("updates", counted.updates() / each)
        .with("inserts", counted.inserts() / each)
        .with("deletes", counted.deletes() / each)
        .with("settings", counted.settings() / each)
        .with("commits", counted.commits() / each)
        .with("rowsWritten", counted.rowsWritten() / each)
        .with("rowsRead", counted.rowsRead() / each)
        .with("redoBytes", counted.redoBytes() / each)
        .with("fsyncs", counted.fsyncs() / each)
        .map();
  }

  /** Of the processors, for 1,000 workunits, without what drove. */
  double withoutDriver() {
    return cpuSeconds.entrySet().stream()
        .filter(seconds -> !seconds.getKey().equals(DRIVER))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
