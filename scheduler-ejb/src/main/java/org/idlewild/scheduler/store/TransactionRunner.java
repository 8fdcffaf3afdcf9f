package org.idlewild.scheduler.store;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;

/** Lets the container open and end a transaction round a piece of work. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TransactionRunner {

  /** Runs it in a transaction of its own; any exception undoes it. */
  public <T> T run(Supplier<T> work) {
    return work.get();
  }
}
