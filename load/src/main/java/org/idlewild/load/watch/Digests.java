package org.idlewild.load.watch;

import java.io.IOException;
import java.util.List;

/** Which statements a MariaDB ran most often, by its performance schema. */
public final class Digests {
  /** What a MariaDB must be started with; counting costs it a few hundredths of its time. */
  public static final List<String> SETTINGS =
      List.of("--performance-schema=ON", "--performance-schema-max-digest-length=1024");

  /** What an account must be granted. */
  public static final String RIGHTS = "SELECT, DROP ON performance_schema.*";

  private static final String RESET =
      "TRUNCATE TABLE performance_schema.events_statements_summary_by_digest";
  private static final String MOST =
      "SELECT count_star, sum_timer_wait / 1e9 / count_star, digest_text"
          + " FROM performance_schema.events_statements_summary_by_digest"
          + " WHERE schema_name = 'idlewild' ORDER BY count_star DESC LIMIT 60";

  private Digests() {}

  /**
   * A statement.
   *
   * @param count how often it was run
   * @param millis how long it took on average
   * @param text with its values left out
   */
  public record Digest(long count, double millis, String text) {}

  /** Forgets what was run before. */
  public static void reset(Database database) throws IOException {
    database.run(RESET);
  }

  /** The most frequent ones first. */
  public static List<Digest> read(Database database) throws IOException {
    return database.list(
        MOST, row -> new Digest(row.getLong(1), row.getDouble(2), row.getString(3)));
  }
}
