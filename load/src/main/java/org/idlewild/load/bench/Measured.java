package org.idlewild.load.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

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

  /** Of times in nanoseconds, in milliseconds. */
  static Map<String, Double> quantiles(Histogram nanos) {
    return of().with("p50", nanos.getValueAtPercentile(50) / 1e6)
        .with("p99", nanos.getValueAtPercentile(99) / 1e6)
        .with("p99.9", nanos.getValueAtPercentile(99.9) / 1e6)
        .map();
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
