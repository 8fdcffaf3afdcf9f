package org.idlewild.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** All that is left to chance in a run: the same seed gives the same answers in the same order. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    // Seeds that lie side by side start alike in this generator; the factor takes them apart.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** A number from one to the other, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean percent(int likely) {
    return random.nextInt(100) < likely;
  }

  /** From 0 up to, and not including, 1. */
  double fraction() {
    return random.nextDouble();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A time from one to the other, in milliseconds. */
  Duration between(Duration least, Duration most) {
    long range = most.toMillis() - least.toMillis();
    return least.plusMillis((long) (random.nextDouble() * range));
  }
}
