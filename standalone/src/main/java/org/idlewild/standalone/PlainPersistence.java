package org.idlewild.standalone;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.persistence.sessions.UnitOfWork;

/**
 * The production mapping on a given database: transactions are the entity manager's, one stack of
 * them a thread. Threads: any.
 */
public final class PlainPersistence implements AutoCloseable {
  private final EntityManagerFactory factory;
  private final ThreadLocal<Deque<EntityManager>> open = ThreadLocal.withInitial(ArrayDeque::new);

  /** On a database that was migrated. */
  public PlainPersistence(DataSource database) {
    factory =
        Persistence.createEntityManagerFactory(
            "idlewild",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", database,
                "jakarta.persistence.jtaDataSource", "",
                // Without a name of its own, two would share one session, whatever their databases.
                "eclipselink.session-name", UUID.randomUUID().toString(),
                "eclipselink.jdbc.exclusive-connection.mode", "Always"));
  }

  /**
   * The entity manager of the innermost transaction of this thread.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  public EntityManager current() {
    return open.get().element();
  }

  /** Whether this thread is in a transaction. */
  public boolean isInTransaction() {
    return !open.get().isEmpty();
  }

  /** Runs it in a transaction of its own; whatever it throws undoes it. */
  public <T> T inTransaction(Supplier<T> work) {
    EntityManager em = factory.createEntityManager();
    open.get().push(em);
    try {
      em.getTransaction().begin();
      // Statements that go past the mapping belong to it as well.
      em.unwrap(UnitOfWork.class).beginEarlyTransaction();
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

  @Override
  public void close() {
    factory.close();
  }
}
