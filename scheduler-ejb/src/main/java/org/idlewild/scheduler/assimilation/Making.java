package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.idlewild.scheduler.plugin.TimeLimit;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Scratch;

/** Lets an assimilator write a file within a time. What it finishes too late is thrown away. */
@Singleton
class Making {
  private final TimeLimit limit;
  private final Scratch scratch;

  @Inject
  Making(TimeLimit limit, Scratch scratch) {
    this.limit = limit;
    this.scratch = scratch;
  }

  /**
   * Makes a file.
   *
   * @throws Unavailable when the assimilator does not do it now
   * @throws IOException likewise
   */
  <X extends Exception> Arrivals.Arrived make(Scratch.Writer<X> writer, Duration most)
      throws Unavailable, IOException {
    AtomicReference<Arrivals.Arrived> made = new AtomicReference<>();
    // Whoever comes first decides: the assimilator that is done, or we who wait no longer.
    AtomicBoolean open = new AtomicBoolean(true);
    try {
      return limit.call(
          () -> {
            made.set(scratch.make(writer));
            if (!open.compareAndSet(true, false)) {
              scratch.discard(made.get());
            }
            return made.get();
          },
          IOException.class,
          most);
    } catch (Unavailable late) {
      if (open.compareAndSet(true, false)) {
        throw late;
      }
      return made.get();
    }
  }

  void discard(Arrivals.Arrived arrived) throws IOException {
    scratch.discard(arrived);
  }

  /** Lends an empty folder, which is deleted afterwards. */
  <T, X extends Exception> T inFolder(Scratch.Use<T, X> use) throws IOException, X {
    return scratch.inFolder(use);
  }
}
