package org.idlewild.load;

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

  /** Adds one, rounded to three places. */
  Measured with(String name, double value) {
    values.put(name, Math.round(value * PRECISION) / PRECISION);
    return this;
  }

  Map<String, Double> map() {
    return values;
  }
}
