package org.idlewild.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What a MariaDB has counted of itself since it began ({@code SHOW GLOBAL STATUS}).
 *
 * @param values by their names in lower case
 */
record Counters(Map<String, Long> values) {
  /** What is run for callers; each is one statement, prepared or not. */
  private static final String[] STATEMENTS = {
    "com_select",
    "com_insert",
    "com_insert_select",
    "com_update",
    "com_update_multi",
    "com_delete",
    "com_delete_multi",
    "com_replace"
  };

  /** Reads them. */
  static Counters read(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS")) {
      Map<String, Long> values = new TreeMap<>();
      while (rows.next()) {
        String value = rows.getString(2);
        if (value.matches("\\d{1,18}")) {
          values.put(rows.getString(1).toLowerCase(Locale.ROOT), Long.parseLong(value));
        }
      }
      return new Counters(values);
    }
  }

  /** What was counted from an earlier reading to this one. */
  Counters since(Counters earlier) {
    Map<String, Long> grown = new TreeMap<>();
    values.forEach((name, value) -> grown.put(name, value - earlier.of(name)));
    return new Counters(grown);
  }

  /** One of them; 0 when this server has none of that name. */
  long of(String name) {
    return values.getOrDefault(name, 0L);
  }

  long statements() {
    long sum = 0;
    for (String name : STATEMENTS) {
      sum += of(name);
    }
    return sum;
  }

  long selects() {
    return of("com_select");
  }

  long commits() {
    return of("com_commit");
  }

  long rowsWritten() {
    return of("handler_write") + of("handler_update") + of("handler_delete");
  }

  long rowsRead() {
    return of("handler_read_key")
        + of("handler_read_first")
        + of("handler_read_last")
        + of("handler_read_next")
        + of("handler_read_prev")
        + of("handler_read_rnd")
        + of("handler_read_rnd_next");
  }

  long redoBytes() {
    return of("innodb_os_log_written");
  }

  /** Of the log and of the tables' files. */
  long fsyncs() {
    return of("innodb_os_log_fsyncs") + of("innodb_data_fsyncs");
  }
}
