package org.idlewild.work;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divides what is given out between queues by their weights: each result moves its queue on by one
 * over the weight, and the queue that is least far comes next (start-time fair queueing).
 *
 * @param places how far each queue is
 * @param waiting the queues that had something waiting when last asked
 * @param time how far the furthest queue was when it was served last
 */
public record Shares(Map<Long, Double> places, Set<Long> waiting, double time) {

  /** Nothing given out yet. */
  public static final Shares NEW = new Shares(Map.of(), Set.of(), 0);

  /**
   * How far a queue may fall behind. A queue whose work fits few hosts keeps a claim on those, but
   * not one that grows for ever; more than one step of the lightest queue, so that no fair turn is
   * lost.
   */
  private static final double LONGEST_LAG = 2;

  public Shares {
    places = Map.copyOf(places);
    waiting = Set.copyOf(waiting);
  }

  /**
   * With these queues waiting and no others. One that was empty gets no back pay: it starts where
   * the others are.
   */
  public Shares waiting(Set<Long> queues) {
    Map<Long, Double> moved = new HashMap<>(places);
    for (long queue : queues) {
      if (!waiting.contains(queue)) {
        moved.merge(queue, time, Math::max);
      }
    }
    // A queue that is gone and not ahead of time would start at time anyway.
    moved.entrySet().removeIf(e -> !queues.contains(e.getKey()) && e.getValue() <= time);
    return new Shares(moved, queues, time);
  }

  /** The waiting queues, the one whose turn it is first. */
  public List<Long> order() {
    return waiting.stream()
        .sorted(Comparator.<Long>comparingDouble(this::place).thenComparing(queue -> queue))
        .toList();
  }

  /**
   * After a result of a queue was given out.
   *
   * @param weight 1 or more
   */
  public Shares served(long queue, int weight) {
    double after = place(queue) + 1.0 / weight;
    Map<Long, Double> moved = new HashMap<>();
    places.forEach((other, place) -> moved.put(other, Math.max(place, after - LONGEST_LAG)));
    moved.put(queue, after);
    return new Shares(moved, waiting, Math.max(time, place(queue)));
  }

  private double place(long queue) {
    return places.getOrDefault(queue, time);
  }
}
