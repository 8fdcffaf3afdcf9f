package org.idlewild.web.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A value that costs something to ask for, asked for again only when it is older than allowed. */
final class Recent<T> implements Supplier<T> {
  private final Supplier<T> source;
  private final InstantSource clock;
  private final Duration age;
  private T value;
  private Instant asked = Instant.MIN;

  Recent(Supplier<T> source, InstantSource clock, Duration age) {
    this.source = source;
    this.clock = clock;
    this.age = age;
  }

  @Override
  public synchronized T get() {
    Instant now = clock.instant();
    if (value == null || now.isBefore(asked) || !now.isBefore(asked.plus(age))) {
      value = source.get();
      asked = now;
    }
    return value;
  }
}
