package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.scheduler.plugin.Kind;
import org.idlewild.scheduler.plugin.Plugin;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Scratch;
import org.idlewild.work.App;

/** Lets an assimilator write a file within a time. What it finishes too late is thrown away. */
@Singleton
class Making {
  private final Plugins plugins;
  private final Scratch scratch;

  @Inject
  Making(Plugins plugins, Scratch scratch) {
    this.plugins = plugins;
    this.scratch = scratch;
  }

  /** What an assimilator is asked to write. */
  @FunctionalInterface
  interface Writing {
    void write(Assimilator assimilator, OutputStream out) throws Exception;
  }

  /**
   * The assimilator of an app.
   *
   * @throws IOException when it is not here
   */
  private Plugin<Assimilator> assimilator(App app, Instant now) throws IOException {
    plugins.refresh(now);
    Optional<Plugin<Assimilator>> plugin = plugins.assimilator(app.assimilator());
    if (plugin.isEmpty()) {
      plugins.miss(Kind.ASSIMILATOR, app.assimilator());
      throw new IOException("the assimilator " + app.assimilator() + " is not here");
    }
    return plugin.get();
  }

  /**
   * Makes a file.
   *
   * @param app whose options the assimilator is told
   * @throws Unavailable when the assimilator does not do it now
   * @throws IOException likewise
   */
  Arrivals.Arrived make(App app, Writing writing, Duration most, Instant now)
      throws Unavailable, IOException {
    Plugin<Assimilator> plugin = assimilator(app, now);
    AtomicReference<Arrivals.Arrived> made = new AtomicReference<>();
    // Whoever comes first decides: the assimilator that is done, or we who wait no longer.
    AtomicBoolean open = new AtomicBoolean(true);
    try {
      return plugin.call(
          assimilator -> {
            Assimilator told = assimilator.with(app.assimilatorOptions());
            made.set(scratch.make(out -> writing.write(told, out)));
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
