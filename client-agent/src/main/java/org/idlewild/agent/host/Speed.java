package org.idlewild.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * The measured speed of one processor, kept in a file from one start to the next: a busy moment
 * must not make a machine slow for ever, nor each start late. Threads: any.
 */
public final class Speed {
  /** How long a measurement is believed. */
  public static final Duration GOOD_FOR = Duration.ofDays(30);

  private final Path kept;
  private final DoubleSupplier benchmark;
  private volatile double flops;

  /** A speed that was measured before, or is not known yet. */
  public static Speed open(Path kept) throws IOException {
    return new Speed(kept, () -> Flops.measure(System::nanoTime));
  }

  /** One that is measured in another way. */
  public Speed(Path kept, DoubleSupplier benchmark) throws IOException {
    this.kept = kept;
    this.benchmark = benchmark;
    this.flops = Files.exists(kept) ? read(Files.readString(kept)) : 0;
  }

  /** What was cut off by a crash is measured again. */
  private static double read(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return value > 0 && !Double.isInfinite(value) ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Floating-point operations a second of one processor; 0 when not known yet. */
  public double flops() {
    return flops;
  }

  /** Whether it is time to measure. */
  public boolean isStale(Instant now) throws IOException {
    if (flops == 0 || !Files.exists(kept)) {
      return true;
    }
    Duration age = Duration.between(Files.getLastModifiedTime(kept).toInstant(), now);
    return age.isNegative() || age.compareTo(GOOD_FOR) >= 0;
  }

  /** Measures; takes some tenths of a second of one processor. */
  public void measure(Instant now) throws IOException {
    flops = benchmark.getAsDouble();
    Files.writeString(kept, Double.toString(flops));
    Files.setLastModifiedTime(kept, FileTime.from(now));
  }
}
