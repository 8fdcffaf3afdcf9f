package org.idlewild.scheduler.store;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

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
}
