package org.idlewild.scheduler.growth;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * A MariaDB data source that counts the rows which each statement makes the database read, by the
 * server's own handler counters. Those are counts, not times: they are the same on every machine.
 */
final class StatementMeter {
  private final DataSource measured;
  private final DataSource inner;
  private final Map<String, Reading> readings = new TreeMap<>();
  private volatile boolean on;

  StatementMeter(DataSource inner) {
    this.inner = inner;
    this.measured = proxy(DataSource.class, inner, this::ofDataSource);
  }

  /**
   * What a statement cost.
   *
   * @param runs how often it ran
   * @param most the most rows read in one run
   */
  record Reading(long runs, long most) {
    Reading and(long rows) {
      return new Reading(runs + 1, Math.max(most, rows));
    }
  }

  DataSource dataSource() {
    return measured;
  }

  void start() {
    readings.clear();
    on = true;
  }

  /** Stops and says what was read since the start, by statement. */
  Map<String, Reading> stop() {
    on = false;
    return new TreeMap<>(readings);
  }

  /** The database's plan for a statement, with 1 for each parameter. */
  String plan(String sql) {
    try (Connection connection = inner.getConnection();
        PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
      for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
        explain.setLong(i, 1);
      }
      try (ResultSet rows = explain.executeQuery()) {
        StringBuilder plan = new StringBuilder();
        while (rows.next()) {
          plan.append(plan.length() == 0 ? "" : "; ")
              .append(rows.getString("table"))
              .append(' ')
              .append(rows.getString("type"))
              .append(' ')
              .append(rows.getString("key"))
              .append(" rows ")
              .append(rows.getString("rows"))
              .append(' ')
              .append(rows.getString("Extra"));
        }
        return plan.toString();
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private Object ofDataSource(Method method, Object[] arguments) throws Throwable {
    Object made = invoke(inner, method, arguments);
    return made instanceof Connection connection
        ? proxy(
            Connection.class, connection, (called, with) -> ofConnection(connection, called, with))
        : made;
  }

  private Object ofConnection(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    Object made = invoke(connection, method, arguments);
    return made instanceof PreparedStatement statement
            && method.getName().equals("prepareStatement")
        ? proxy(
            PreparedStatement.class,
            statement,
            (called, with) ->
                ofStatement(connection, (String) arguments[0], statement, called, with))
        : made;
  }

  private Object ofStatement(
      Connection connection,
      String sql,
      PreparedStatement statement,
      Method method,
      Object[] arguments)
      throws Throwable {
    if (!on || !method.getName().startsWith("execute")) {
      return invoke(statement, method, arguments);
    }
    try (Statement meter = connection.createStatement()) {
      meter.execute("FLUSH STATUS");
      Object result = invoke(statement, method, arguments);
      note(shape(sql), rowsRead(meter));
      return result;
    }
  }

  private static long rowsRead(Statement meter) throws SQLException {
    try (ResultSet rows = meter.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
      long sum = 0;
      while (rows.next()) {
        sum += rows.getLong(2);
      }
      return sum;
    }
  }

  private synchronized void note(String sql, long rows) {
    readings.merge(sql, new Reading(1, rows), (old, one) -> old.and(rows));
  }

  /** Statements that differ in the length of a list alone are one statement. */
  private static String shape(String sql) {
    return sql.replaceAll("\\(\\?(\\s*,\\s*\\?)*\\)", "(?)").replaceAll("\\s+", " ");
  }

  private interface Call {
    Object make(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T target, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? invoke(target, method, arguments)
                    : call.make(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException wrapped) {
      throw wrapped.getCause();
    }
  }
}
