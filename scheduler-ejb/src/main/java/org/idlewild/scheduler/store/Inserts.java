package org.idlewild.scheduler.store;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Inserts many rows by few statements, past the entity manager: for a row that nobody changes in
 * the same transaction, what that does besides costs more than the row.
 */
final class Inserts {
  /** Above this a statement gets longer and nothing gets faster. */
  private static final int ROWS = 250;

  private Inserts() {}

  /** Puts a row's values in the places of its question marks. */
  interface Values<T> {
    void of(Row row, T item) throws SQLException;
  }

  /** Where the next value goes. */
  static final class Row {
    private final PreparedStatement statement;
    private int place = 1;

    private Row(PreparedStatement statement) {
      this.statement = statement;
    }

    Row with(long value) throws SQLException {
      statement.setLong(place++, value);
      return this;
    }

    Row with(double value) throws SQLException {
      statement.setDouble(place++, value);
      return this;
    }

    Row with(boolean value) throws SQLException {
      statement.setBoolean(place++, value);
      return this;
    }

    Row with(String value) throws SQLException {
      statement.setString(place++, value);
      return this;
    }

    /** A number that may be missing. */
    Row withSome(Long value) throws SQLException {
      statement.setObject(place++, value, java.sql.Types.BIGINT);
      return this;
    }
  }

  /**
   * Inserts rows.
   *
   * @param into the statement up to the word VALUES
   * @param row a row's values in brackets
   */
  static <T> void run(
      Connection connection, String into, String row, List<T> items, Values<T> values) {
    for (int from = 0; from < items.size(); from += ROWS) {
      List<T> some = items.subList(from, Math.min(items.size(), from + ROWS));
      String rows = String.join(", ", Collections.nCopies(some.size(), row));
      try (PreparedStatement statement = connection.prepareStatement(into + " VALUES " + rows)) {
        Row to = new Row(statement);
        for (T item : some) {
          values.of(to, item);
        }
        statement.executeUpdate();
      } catch (SQLException failure) {
        throw new PersistenceException(failure);
      }
    }
  }
}
