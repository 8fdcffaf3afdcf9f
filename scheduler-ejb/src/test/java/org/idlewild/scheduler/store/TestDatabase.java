package org.idlewild.scheduler.store;

import com.mysql.cj.jdbc.MysqlDataSource;
import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The production mapping on a database of a test's own, without a container: transactions are the
 * entity manager's, one stack of them a thread.
 */
@Specializes
@Singleton
public class TestDatabase extends Database {
  private static volatile DataSource next;

  private final EntityManagerFactory factory;
  private final ThreadLocal<Deque<EntityManager>> open = ThreadLocal.withInitial(ArrayDeque::new);

  public TestDatabase() {
    Migrations.migrate(next);
    factory =
        Persistence.createEntityManagerFactory(
            "idlewild",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", next,
                "jakarta.persistence.jtaDataSource", "",
                "eclipselink.jdbc.exclusive-connection.mode", "Always"));
  }

  /** The database that the next container uses. */
  public static void use(DataSource database) {
    next = database;
  }

  /** An empty H2 database in memory, as the server uses it in a file. */
  public static DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
    return source;
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
    return open.get().element();
  }

  <T> T inTransaction(Supplier<T> work) {
    EntityManager em = factory.createEntityManager();
    open.get().push(em);
    try {
      em.getTransaction().begin();
      T result = work.get();
      em.getTransaction().commit();
      return result;
    } finally {
      if (em.getTransaction().isActive()) {
        em.getTransaction().rollback();
      }
      open.get().pop();
      em.close();
    }
  }

  /** Whether this thread is in a transaction. */
  public boolean isInTransaction() {
    return !open.get().isEmpty();
  }

  public void close() {
    factory.close();
  }
}
