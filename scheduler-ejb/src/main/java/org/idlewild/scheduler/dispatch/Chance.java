package org.idlewild.scheduler.dispatch;

import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Whom to spot-check: nobody must be able to guess. Threads: any. */
@Singleton
public class Chance {
  private final SecureRandom random = new SecureRandom();

  /** A number from 0 up to, and not including, 1. */
  public double next() {
    return random.nextDouble();
  }
}
