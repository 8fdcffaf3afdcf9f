package org.idlewild.load.watch;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a MariaDB has counted of itself since it began, less what it counted of the connection that
 * asks: that one looks and writes nothing, so what is written needs no such care.
 *
 * @param values by their names in lower case
 */
public record Counters(Map<String, Long> values) {
  private static final String ALL = "SHOW GLOBAL STATUS";
  private static final String OWN = "SHOW SESSION STATUS";

  /** Reads them. */
  public static Counters read(Database database) throws IOException {
    Map<String, Long> all = values(database, ALL);
    Map<String, Long> own = values(database, OWN);
    // The question for the connection's own counters is itself counted by nobody else.
    own.forEach(
        (name, value) ->
            all.computeIfPresent(
                name, (same, whole) -> isOfConnections(same) ? whole - value : whole));
    return new Counters(all);
  }

  private static boolean isOfConnections(String name) {
    return name.startsWith("com_") || name.startsWith("handler_");
  }

  private static Map<String, Long> values(Database database, String question) throws IOException {
    Map<String, Long> values = new TreeMap<>();
    database.list(
        question,
        row -> {
          String value = row.getString(2);
          return value.matches("\\d{1,18}")
              ? values.put(row.getString(1).toLowerCase(Locale.ROOT), Long.valueOf(value))
              : null;
        });
    return values;
  }

  /** What was counted from an earlier reading to this one. */
  public Counters since(Counters earlier) {
    Map<String, Long> grown = new TreeMap<>();
    values.forEach((name, value) -> grown.put(name, value - earlier.of(name)));
    return new Counters(grown);
  }

  /** The sum of some of them; one that this server does not have is 0. */
  public long of(String... names) {
    long sum = 0;
    for (String name : names) {
      sum += values.getOrDefault(name, 0L);
    }
    return sum;
  }

  /** Statements that read or write rows, prepared or not. */
  public long statements() {
    return selects() + inserts() + updates() + deletes();
  }

  /** Statements that only read. */
  public long selects() {
    return of("com_select");
  }

  /** Statements that add rows, however many each. */
  public long inserts() {
    return of("com_insert", "com_insert_select", "com_replace", "com_replace_select");
  }

  /** Statements that change rows, however many each. */
  public long updates() {
    return of("com_update", "com_update_multi");
  }

  /** Statements that take rows away, however many each. */
  public long deletes() {
    return of("com_delete", "com_delete_multi");
  }

  /** SET and its like: a round trip that reads and writes no row. */
  public long settings() {
    return of("com_set_option");
  }

  /** Ends of transactions that a client asked for. */
  public long commits() {
    return of("com_commit");
  }

  /** Rows as the storage engine was told to write them. */
  public long rowsWritten() {
    return of("handler_write", "handler_update", "handler_delete");
  }

  /** Rows as the storage engine was asked for them. */
  public long rowsRead() {
    return of(
        "handler_read_key",
        "handler_read_first",
        "handler_read_last",
        "handler_read_next",
        "handler_read_prev",
        "handler_read_rnd",
        "handler_read_rnd_next");
  }

  /** Bytes of the log that makes commits durable. */
  public long redoBytes() {
    return of("innodb_lsn_current");
  }

  /** Of the log and of the tables' files. */
  public long fsyncs() {
    return of("innodb_os_log_fsyncs", "innodb_data_fsyncs");
  }
}
