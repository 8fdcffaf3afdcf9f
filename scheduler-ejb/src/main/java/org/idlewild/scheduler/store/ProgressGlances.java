package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.idlewild.work.Progress;

/**
 * How far batches are, for people who look often. What is known of a large batch may be a little
 * old: counting it is a walk through its workunits, and takes no more than a part of the time. To
 * be called in a transaction.
 */
@Singleton
public class ProgressGlances {
  /** Smaller ones are counted each time. */
  static final long LARGE = 100_000;

  /** For so many times as long as the count took, it holds. */
  private static final long PART = 10;

  private final StoredBatches batches;
  private final LongSupplier nanoTime;
  private final Map<Long, Known> known = new ConcurrentHashMap<>();

  @Inject
  ProgressGlances(StoredBatches batches) {
    this(batches, System::nanoTime);
  }

  ProgressGlances(StoredBatches batches, LongSupplier nanoTime) {
    this.batches = batches;
    this.nanoTime = nanoTime;
  }

  private record Known(Progress progress, long until) {}

  /** How far some batches are. */
  public Map<Long, Progress> of(Collection<Long> ids) {
    long begun = nanoTime.getAsLong();
    known.values().removeIf(some -> some.until() - begun <= 0);
    Map<Long, Progress> all = new HashMap<>();
    ids.forEach(id -> all.computeIfAbsent(id, this::recent));
    List<Long> unknown = ids.stream().filter(id -> !all.containsKey(id)).toList();
    all.putAll(batches.progress(unknown));
    long now = nanoTime.getAsLong();
    unknown.stream()
        .filter(id -> all.get(id).total() > LARGE)
        .forEach(id -> known.put(id, new Known(all.get(id), now + PART * (now - begun))));
    return all;
  }

  private Progress recent(long id) {
    Known some = known.get(id);
    return some == null ? null : some.progress();
  }
}
