package org.idlewild.scheduler.feeder;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Unsent results at hand, most urgent first. What is here may be gone from the table already: only
 * the write that sends it decides. Threads: any.
 */
@Singleton
public class DispatchBuffer {
  private final Map<Long, Candidate> candidates = new LinkedHashMap<>();

  /** What is at hand now. */
  public synchronized List<Candidate> candidates() {
    return List.copyOf(candidates.values());
  }

  /** Takes out what was sent or cannot be sent. */
  public synchronized void remove(long result) {
    candidates.remove(result);
  }

  public synchronized int size() {
    return candidates.size();
  }

  /** Puts the table's truth in; returns how many were not at hand before. */
  synchronized int replace(List<Candidate> fresh) {
    int added = (int) fresh.stream().filter(c -> !candidates.containsKey(c.result())).count();
    candidates.clear();
    fresh.forEach(candidate -> candidates.put(candidate.result(), candidate));
    return added;
  }
}
