package org.idlewild.agent.host;

import java.util.function.LongSupplier;

/**
 * A short measurement of one processor's floating-point speed, good for comparing hosts and no
 * more.
 */
final class Flops {
  private static final int CHAINS = 8;
  private static final int STEPS = 200_000;
  private static final int ROUNDS = 30;

  private Flops() {}

  /**
   * The best of several rounds: other programs can only make one slower. Takes some tenths of a
   * second.
   */
  static double measure(LongSupplier nanoTime) {
    double best = 0;
    double[] values = new double[CHAINS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = nanoTime.getAsLong();
      run(values);
      long nanos = Math.max(1, nanoTime.getAsLong() - start);
      best = Math.max(best, 2.0 * CHAINS * STEPS * 1e9 / nanos);
    }
    // The values are looked at, or the compiler would leave out the work.
    return Double.isNaN(values[0]) ? 0 : best;
  }

  /** Independent chains of a multiplication and an addition each. */
  private static void run(double[] values) {
    double a = values[0];
    double b = values[1];
    double c = values[2];
    double d = values[3];
    double e = values[4];
    double f = values[5];
    double g = values[6];
    double h = values[7];
    for (int step = 0; step < STEPS; step++) {
      a = a * 0.999 + 0.1;
      b = b * 0.998 + 0.2;
      c = c * 0.997 + 0.3;
      d = d * 0.996 + 0.4;
      e = e * 0.995 + 0.5;
      f = f * 0.994 + 0.6;
      g = g * 0.993 + 0.7;
      h = h * 0.992 + 0.8;
    }
    values[0] = a + b + c + d;
    values[4] = e + f + g + h;
  }
}
