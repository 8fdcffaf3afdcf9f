package org.idlewild.scheduler.dispatch;

import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Singleton;

/** A chance that a test sets; nobody is spot-checked unless it says so. */
@Specializes
@Singleton
public class SettableChance extends Chance {
  private volatile double next = 0.999;

  public void set(double chance) {
    next = chance;
  }

  @Override
  public double next() {
    return next;
  }
}
