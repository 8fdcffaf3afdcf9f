package org.idlewild.scheduler.store;

import com.mysql.cj.jdbc.MysqlDataSource;
import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.idlewild.standalone.MemoryDatabase;
import org.idlewild.standalone.PlainPersistence;

/** The production mapping on a database of a test's own, without a container. */
@Specializes
@Singleton
public class TestDatabase extends Database {
  private static volatile DataSource next;

  private final PlainPersistence persistence;

  public TestDatabase() {
    Migrations.migrate(next);
    persistence = new PlainPersistence(next);
  }

  /** The database that the next container uses. */
  public static void use(DataSource database) {
    next = database;
  }

  /** An empty H2 database in memory, as the server uses it in a file. */
  public static DataSource h2() {
    return MemoryDatabase.fresh();
  }

  /** A MariaDB or MySQL database through the driver that the server uses. */
  public static DataSource mysql(String url, String user) {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(url + "?useSSL=false&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true");
    source.setUser(user);
    source.setPassword("");
    return source;
  }

  @Override
  EntityManager em() {
    return persistence.current();
  }

  <T> T inTransaction(Supplier<T> work) {
    return persistence.inTransaction(work);
  }

  public void close() {
    persistence.close();
  }
}
