package org.idlewild.scheduler.feeder;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.store.Demands;

/**
 * Unsent results at hand, each queue's most urgent first. What is here may be gone from the table
 * already: only the write that sends it decides. Threads: any.
 */
@Singleton
public class DispatchBuffer {
  /** Passed over so often, a result makes room for one behind it. */
  static final int PATIENCE = 20;

  private final Map<Long, Map<Long, Candidate>> queues = new HashMap<>();
  private final Map<Long, Integer> passedOver = new HashMap<>();
  private final Map<Long, Instant> overtaken = new HashMap<>();
  private final Map<Long, Demands.Need> needs = new HashMap<>();

  /** What was sent while the table is read. */
  private final Set<Long> gone = new HashSet<>();

  private boolean isRead;

  /** The queues that have something at hand. */
  public synchronized Set<Long> queues() {
    return Set.copyOf(queues.keySet());
  }

  /** What is at hand of a queue now. */
  public synchronized List<Candidate> candidates(long queue) {
    return List.copyOf(queues.getOrDefault(queue, Map.of()).values());
  }

  /** What a workunit asks, as far as that is known here; the write that sends it checks it. */
  public synchronized Optional<Demands.Need> need(long workunit) {
    return Optional.ofNullable(needs.get(workunit));
  }

  /** Notes what workunits ask. */
  public synchronized void know(Map<Long, Demands.Need> fresh) {
    needs.putAll(fresh);
  }

  /** Notes that what is known of workunits is no longer true. */
  public synchronized void doubt(Collection<Long> workunits) {
    needs.keySet().removeAll(Set.copyOf(workunits));
  }

  /** Notes that nothing that is known of workunits may be true any more. */
  public synchronized void doubtAll() {
    needs.clear();
  }

  /** Takes out what was sent or cannot be sent. */
  public synchronized void remove(long result) {
    queues.values().forEach(candidates -> candidates.remove(result));
    queues.values().removeIf(Map::isEmpty);
    passedOver.remove(result);
    overtaken.remove(result);
    if (isRead) {
      gone.add(result);
    }
  }

  /** Notes that a host asked and these did not fit it. */
  public synchronized void passOver(Collection<Long> results) {
    results.forEach(result -> passedOver.merge(result, 1, Integer::sum));
  }

  /** Notes that a host got something behind these, because that suited it better. */
  public synchronized void overtake(Collection<Long> results, Instant now) {
    results.forEach(result -> overtaken.putIfAbsent(result, now));
  }

  /** Since when others are preferred to a result; empty for never. */
  public synchronized Optional<Instant> overtaken(long result) {
    return Optional.ofNullable(overtaken.get(result));
  }

  /** Whether a queue's every result was passed over too often. */
  public synchronized boolean isStuck() {
    return queues.values().stream().anyMatch(c -> c.keySet().stream().allMatch(this::isTired));
  }

  public synchronized int size() {
    return queues.values().stream().mapToInt(Map::size).sum();
  }

  /** Those of a queue's results that make room for others. */
  synchronized List<Candidate> tired(long queue) {
    return candidates(queue).stream().filter(c -> isTired(c.result())).toList();
  }

  private boolean isTired(long result) {
    return passedOver.getOrDefault(result, 0) >= PATIENCE;
  }

  /** Says that the table is read now: what is sent from here on does not come back with it. */
  synchronized void reading() {
    isRead = true;
  }

  /** Puts the table's truth in; returns how many were not at hand before. */
  synchronized int replace(Map<Long, List<Candidate>> fresh) {
    int added = 0;
    Map<Long, Map<Long, Candidate>> before = new HashMap<>(queues);
    queues.clear();
    for (Map.Entry<Long, List<Candidate>> queue : fresh.entrySet()) {
      Map<Long, Candidate> old = before.getOrDefault(queue.getKey(), Map.of());
      Map<Long, Candidate> now = new LinkedHashMap<>();
      for (Candidate candidate : queue.getValue()) {
        if (!gone.contains(candidate.result())) {
          // Who was here keeps the time since which it waits.
          now.put(candidate.result(), old.getOrDefault(candidate.result(), candidate));
          added += old.containsKey(candidate.result()) ? 0 : 1;
        }
      }
      if (!now.isEmpty()) {
        queues.put(queue.getKey(), now);
      }
    }
    isRead = false;
    gone.clear();
    Set<Long> at = at();
    passedOver.keySet().retainAll(at);
    overtaken.keySet().retainAll(at);
    needs.keySet().retainAll(workunits());
    // What nothing could take the place of is not asked about again at once.
    passedOver.values().removeIf(times -> times >= PATIENCE);
    return added;
  }

  private Set<Long> workunits() {
    return queues.values().stream()
        .flatMap(candidates -> candidates.values().stream())
        .map(Candidate::workunit)
        .collect(Collectors.toSet());
  }

  private Set<Long> at() {
    Set<Long> all = new HashSet<>();
    queues.values().forEach(candidates -> all.addAll(candidates.keySet()));
    return all;
  }
}
