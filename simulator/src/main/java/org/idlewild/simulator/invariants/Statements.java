package org.idlewild.simulator.invariants;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Asks one connection, keeps what it asked prepared, and reads again only what was written.
 * Threads: one.
 */
final class Statements {
  private final Connection connection;
  private final ToLongFunction<String> stamps;
  private final Map<Query, PreparedStatement> prepared = new HashMap<>();
  private final Map<Query, Known> known = new HashMap<>();

  /**
   * @param stamps a number for each table that moves when the table is written; the same for one of
   *     which nobody can say
   */
  Statements(Connection connection, ToLongFunction<String> stamps) {
    this.connection = connection;
    this.stamps = stamps;
  }

  /** A statement, and what it reads. */
  record Query(String sql, List<String> tables) {
    static Query of(String sql, String... tables) {
      return new Query(sql, List.of(tables));
    }
  }

  /** What a query found when its tables were as their stamps say. */
  private record Known(long stamp, Object found) {}

  /** Makes something of a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private interface Rows {
    void take(ResultSet row) throws SQLException;
  }

  private interface Asked<T> {
    T ask() throws SQLException;
  }

  /** The same object as before, when nothing was written since. */
  @SuppressWarnings("unchecked") // a query is always asked for one kind of thing
  private <T> T fresh(Query query, Asked<T> asked) throws SQLException {
    long stamp = query.tables().stream().mapToLong(stamps).max().orElseThrow();
    Known before = known.get(query);
    if (stamp != Watch.UNKNOWN && before != null && before.stamp() == stamp) {
      return (T) before.found();
    }
    T found = asked.ask();
    // What was written and is as it was counts as the same.
    T same = before != null && found.equals(before.found()) ? (T) before.found() : found;
    known.put(query, new Known(stamp, same));
    return same;
  }

  private void each(Query query, Rows rows) throws SQLException {
    PreparedStatement statement = prepared.get(query);
    if (statement == null) {
      statement = connection.prepareStatement(query.sql());
      prepared.put(query, statement);
    }
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.take(found);
      }
    }
  }

  /** By the first column, in its order. */
  <T> Map<Long, T> byId(Query query, Row<T> fact) throws SQLException {
    return fresh(
        query,
        () -> {
          Map<Long, T> found = new TreeMap<>();
          each(query, row -> found.put(row.getLong(1), fact.of(row)));
          return found;
        });
  }

  /** By something else. */
  <K, T> Map<K, T> by(Query query, Row<K> key, Row<T> fact) throws SQLException {
    return fresh(
        query,
        () -> {
          Map<K, T> found = new HashMap<>();
          each(query, row -> found.put(key.of(row), fact.of(row)));
          return found;
        });
  }

  /** In the order of the rows. */
  <T> List<T> list(Query query, Row<T> fact) throws SQLException {
    return fresh(
        query,
        () -> {
          List<T> found = new ArrayList<>();
          each(query, row -> found.add(fact.of(row)));
          return found;
        });
  }

  Set<String> set(Query query) throws SQLException {
    return fresh(
        query,
        () -> {
          Set<String> found = new HashSet<>();
          each(query, row -> found.add(row.getString(1)));
          return found;
        });
  }

  /** The second column by the first. */
  Map<Long, Set<String>> sets(Query query) throws SQLException {
    return fresh(
        query,
        () -> {
          Map<Long, Set<String>> found = new HashMap<>();
          each(
              query,
              row ->
                  found
                      .computeIfAbsent(row.getLong(1), any -> new HashSet<>())
                      .add(row.getString(2)));
          return found;
        });
  }

  /** The third column by the first and the second. */
  Map<Long, Map<String, String>> maps(Query query) throws SQLException {
    return fresh(
        query,
        () -> {
          Map<Long, Map<String, String>> found = new TreeMap<>();
          each(
              query,
              row ->
                  found
                      .computeIfAbsent(row.getLong(1), any -> new TreeMap<>())
                      .put(row.getString(2), row.getString(3)));
          return found;
        });
  }

  static OptionalLong number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
