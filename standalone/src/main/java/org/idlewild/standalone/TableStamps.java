package org.idlewild.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.table.Table;

/**
 * Numbers that move whenever a table of a {@link MemoryDatabase} is written, whoever asks: what H2
 * itself keeps to know whether a result is still good. Threads: any.
 */
public final class TableStamps implements ToLongFunction<String>, AutoCloseable {
  private final Connection connection;
  private final SessionLocal session;
  private final Map<String, Table> tables = new ConcurrentHashMap<>();

  /** Of a database made by {@link MemoryDatabase#fresh}. */
  public TableStamps(DataSource fresh) throws SQLException {
    connection = fresh.getConnection();
    session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
  }

  /** A number that is higher after the table was written. */
  @Override
  public long applyAsLong(String table) {
    return tables
        .computeIfAbsent(
            table, name -> session.getDatabase().getMainSchema().getTableOrView(session, name))
        .getMaxDataModificationId();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
