package org.idlewild.load.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers in their order. */
final class Measured {
  private static final double PRECISION = 1000;

  private final Map<String, Double> values = new LinkedHashMap<>();

  private Measured() {}

  static Measured of() {
    return new Measured();
  }

  /** To three places. */
  static double rounded(double value) {
    return Math.round(value * PRECISION) / PRECISION;
  }

  /** Adds one, rounded. */
  Measured with(String name, double value) {
    values.put(name, rounded(value));
    return this;
  }

  Map<String, Double> map() {
    return values;
  }
}
