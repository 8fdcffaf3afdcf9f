package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Plain statements on the transaction's own connection, for what every request of a host and every
 * pass does: there EclipseLink costs more than it gives. To be called in a transaction. What
 * entities hold of the same rows must have been flushed before, and is not looked at afterwards.
 */
@Singleton
class Sql {
  private final Database database;

  @Inject
  Sql(Database database) {
    this.database = database;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What a query finds. */
  <T> List<T> list(String query, Collection<?> values, Reader<T> reader) {
    try (PreparedStatement statement = prepared(query, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException failure) {
      throw new Failed(failure);
    }
  }

  /** Runs a statement; the number of rows that it wrote. */
  int run(String statement, Collection<?> values) {
    try (PreparedStatement prepared = prepared(statement, values)) {
      return prepared.executeUpdate();
    } catch (SQLException failure) {
      throw new Failed(failure);
    }
  }

  private PreparedStatement prepared(String text, Collection<?> values) throws SQLException {
    PreparedStatement statement = database.em().unwrap(Connection.class).prepareStatement(text);
    try {
      int place = 1;
      for (Object value : values) {
        statement.setObject(place++, value);
      }
      return statement;
    } catch (SQLException failure) {
      statement.close();
      throw failure;
    }
  }

  /** {@code (?, ?, ?)}, for as many values. */
  static String places(int count) {
    return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
  }

  /** A number that may be missing. */
  static Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** The database refused; the cause says what. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(SQLException cause) {
      super(cause);
    }
  }
}
