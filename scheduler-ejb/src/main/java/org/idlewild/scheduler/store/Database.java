package org.idlewild.scheduler.store;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;

/**
 * The way to the database. Threads: any; each transaction sees its own entity manager behind the
 * one returned.
 */
@Singleton
class Database {
  @PersistenceContext(unitName = "idlewild")
  private EntityManager entityManager;

  EntityManager em() {
    return entityManager;
  }

  /** A statement in SQL whose question marks stand for values in their order. */
  Query query(String statement, Object... values) {
    Query query = em().createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }

  /** Runs such a statement; the number of rows that it wrote. */
  int run(String statement, Object... values) {
    return query(statement, values).executeUpdate();
  }
}
