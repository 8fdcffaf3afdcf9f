package org.idlewild.scheduler.daemon;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.work.Slice;

/** Runs a pass until nothing is left to do, keeps its record, and wakes whom it concerns. */
@Singleton
public class PassRunner {
  private static final Logger LOG = System.getLogger(PassRunner.class.getName());

  /** After so many full rounds a pass gives its thread back, so that the others get theirs. */
  private static final int ROUNDS = 50;

  private final Map<PassName, Pass> passes = new EnumMap<>(PassName.class);
  private final Map<PassName, PassRecord> records = new ConcurrentHashMap<>();
  private final DaemonSettings settings;
  private final Wake wake;
  private final Predicate<PassName> paused;
  private final Clock clock;

  @Inject
  public PassRunner(
      Instance<Pass> found, DaemonSettings settings, Wake wake, PassSwitches switches) {
    this(found, settings, wake, switches::paused, Clock.systemUTC());
  }

  /** The same with another clock, for those who simulate. */
  public PassRunner(
      Iterable<Pass> found,
      DaemonSettings settings,
      Wake wake,
      Predicate<PassName> paused,
      Clock clock) {
    found.forEach(pass -> passes.put(pass.name(), pass));
    this.settings = settings;
    this.wake = wake;
    this.paused = paused;
    this.clock = clock;
  }

  /** The record of a pass. */
  public PassRecord record(PassName name) {
    return records.getOrDefault(name, PassRecord.NONE);
  }

  /**
   * Runs a pass unless it is paused; a failure is logged and counted, and the next run tries again.
   */
  public void run(PassName name, Slice slice) {
    int total = 0;
    boolean more = !paused.test(name);
    for (int round = 0; more && round < ROUNDS; round++) {
      int count = tried(name, slice);
      total += count;
      more = count >= settings.limit() && !paused.test(name);
    }
    if (total > 0) {
      name.followers().forEach(wake::up);
    }
    if (more) {
      wake.up(name);
    }
  }

  /** Runs one round over all slices unless the pass is paused: another node may be away. */
  public void rest(PassName name) {
    if (!paused.test(name) && tried(name, Slice.WHOLE) > 0) {
      name.followers().forEach(wake::up);
    }
  }

  /**
   * Runs one round of a pass, paused or not.
   *
   * @return how many rows it did
   */
  public int byHand(PassName name, Slice slice) {
    int count = once(name, slice);
    if (count > 0) {
      name.followers().forEach(wake::up);
    }
    return count;
  }

  private int tried(PassName name, Slice slice) {
    try {
      return once(name, slice);
    } catch (RuntimeException failure) {
      // Logged and counted; what is due is still due.
      return 0;
    }
  }

  private int once(PassName name, Slice slice) {
    Instant began = clock.instant();
    try {
      int count = passes.get(name).run(slice, settings.limit(), began);
      records.put(name, record(name).done(began, since(began), count));
      if (count > 0) {
        LOG.log(Level.DEBUG, "{0}: {1}", name, count);
      }
      return count;
    } catch (RuntimeException failure) {
      records.put(name, record(name).failed(began, since(began)));
      LOG.log(Level.WARNING, name + " failed and runs again later", failure);
      throw failure;
    }
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }
}
