package org.idlewild.scheduler.feeder;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.store.Waiting;

/**
 * Which part of each queue is at hand: its front, and in place of what was passed over too often
 * what lies behind. At the queue's end it begins again, so that what made room comes back. Used by
 * one thread.
 */
final class Window {
  private final Map<Long, Set<Long>> tired = new HashMap<>();
  private final Map<Long, Waiting.Place> cursors = new HashMap<>();

  /** Reads a part of a queue. */
  interface Reader {
    List<Waiting.Unsent> read(Optional<Waiting.Place> after, int limit);
  }

  /**
   * What of a queue is at hand now.
   *
   * @param makeRoom those at hand that were passed over too often
   */
  List<Waiting.Unsent> of(long queue, List<Candidate> makeRoom, int size, Reader reader) {
    List<Waiting.Unsent> front = reader.read(Optional.empty(), size);
    makeRoom(queue, makeRoom);
    List<Waiting.Unsent> at = beyond(queue, front, size, reader);
    if (at.isEmpty()) {
      // The end: all but what is tired right now has another turn.
      forget(queue);
      makeRoom(queue, makeRoom);
      at = beyond(queue, front, size, reader);
    }
    if (at.size() < size) {
      forget(queue);
    }
    return at.isEmpty() ? front : at;
  }

  private void makeRoom(long queue, List<Candidate> some) {
    for (Candidate candidate : some) {
      Waiting.Place place = new Waiting.Place(candidate.priority(), candidate.result());
      tired.computeIfAbsent(queue, any -> new HashSet<>()).add(candidate.result());
      cursors.merge(queue, place, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  /** The front without what is tired, and as many from behind as there is room for. */
  private List<Waiting.Unsent> beyond(
      long queue, List<Waiting.Unsent> front, int size, Reader reader) {
    Set<Long> out = tired.getOrDefault(queue, Set.of());
    Map<Long, Waiting.Unsent> at = new LinkedHashMap<>();
    front.stream().filter(r -> !out.contains(r.result())).forEach(r -> at.put(r.result(), r));
    Optional<Waiting.Place> cursor = Optional.ofNullable(cursors.get(queue));
    if (cursor.isPresent() && at.size() < size) {
      reader.read(cursor, size).forEach(r -> at.putIfAbsent(r.result(), r));
    }
    return at.values().stream().limit(size).toList();
  }

  private void forget(long queue) {
    tired.remove(queue);
    cursors.remove(queue);
  }

  /** Forgets queues that are empty. */
  void keep(List<Long> queues) {
    tired.keySet().retainAll(Set.copyOf(queues));
    cursors.keySet().retainAll(Set.copyOf(queues));
  }
}
