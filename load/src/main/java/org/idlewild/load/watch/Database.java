package org.idlewild.load.watch;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database that is looked at by one connection, which is kept: MariaDB says what each connection
 * has cost, so what is counted can be what all others did. Used by one thread.
 */
public final class Database implements AutoCloseable {
  private final Connection connection;
  private boolean together;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /** Connects. */
  public static Database of(DataSource source) throws IOException {
    try {
      return new Database(source.getConnection());
    } catch (SQLException e) {
      throw new IOException("The database that is measured does not let anybody in.", e);
    }
  }

  /** What is made of a row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads it. */
    T read(ResultSet row) throws SQLException;
  }

  /** Asks, and keeps what is made of each row. */
  public <T> List<T> list(String question, Row<T> row) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new IOException("The database that is measured does not answer.", e);
    }
  }

  /** Asks for one number. */
  public long number(String question) throws IOException {
    return list(question, row -> row.getLong(1)).get(0);
  }

  /** Tells it to do something; says how many rows that changed. */
  public long run(String order) throws IOException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(order);
    } catch (SQLException e) {
      throw new IOException("The database that is measured does not do as it is told.", e);
    }
  }

  /** Tells it to do some things in one transaction, which is on its disk when this returns. */
  public void runTogether(List<String> orders) throws IOException {
    try (Statement statement = connection.createStatement()) {
      // The driver would set it each time, by a round trip.
      if (!together) {
        connection.setAutoCommit(false);
        together = true;
      }
      for (String order : orders) {
        statement.executeLargeUpdate(order);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("The database that is measured does not do as it is told.", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
