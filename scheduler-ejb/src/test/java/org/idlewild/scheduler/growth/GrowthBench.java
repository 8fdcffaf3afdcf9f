package org.idlewild.scheduler.growth;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.idlewild.scheduler.store.MariaDbServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what each statement reads at two sizes, and the database's plan; see bench/growth.sh. */
class GrowthBench {
  @TempDir Path few;
  @TempDir Path many;

  @Test
  void printsWhatEachStatementReads() {
    int most = Integer.getInteger("idlewild.growth", 1_000_000);
    Map<String, StatementMeter.Reading> small =
        Life.amid(10_000, new StatementMeter(MariaDbServer.database()), few);
    StatementMeter meter = new StatementMeter(MariaDbServer.database());
    Map<String, StatementMeter.Reading> large = Life.amid(most, meter, many);
    System.out.printf("%10s %10s %6s  statement and plan%n", "at 10000", "at " + most, "runs");
    StatementMeter.Reading none = new StatementMeter.Reading(0, 0);
    TreeSet<String> all = new TreeSet<>(small.keySet());
    all.addAll(large.keySet());
    for (String sql : all) {
      StatementMeter.Reading reading = large.getOrDefault(sql, none);
      System.out.printf(
          "%10d %10d %6d  %s%n%30s%s%n",
          small.getOrDefault(sql, none).most(),
          reading.most(),
          reading.runs(),
          sql,
          "",
          plan(meter, sql));
    }
  }

  private static String plan(StatementMeter meter, String sql) {
    return sql.startsWith("SELECT") || sql.startsWith("UPDATE") || sql.startsWith("DELETE")
        ? meter.plan(sql)
        : "";
  }
}
