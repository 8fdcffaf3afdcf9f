package org.idlewild.scheduler.store;

import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Transactions without a container. */
@Specializes
@Singleton
public class TestRunner extends TransactionRunner {
  @Inject TestDatabase database;

  @Override
  public <T> T run(Supplier<T> work) {
    return database.inTransaction(work);
  }
}
