package org.idlewild.scheduler.assimilation;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.assimilator.TryLater;

/** When assimilators that would not take an answer want to be asked again. */
final class Wishes {
  private Wishes() {}

  /** Empty when the failure names no time. */
  static Optional<Duration> of(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(TryLater.class::isInstance)
        .map(TryLater.class::cast)
        .findFirst()
        .flatMap(TryLater::after);
  }
}
