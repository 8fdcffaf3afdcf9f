package org.idlewild.scheduler.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Waiting;

/**
 * Requests that are answered in one transaction: what one of them gets the next ones see, and all
 * of it is written at the end. Used by one thread.
 */
public final class Round {
  private final Instant now;
  private final Set<Long> touched;
  private final Map<Long, List<Waiting.Unsent>> targeted;
  private final Map<Long, Map<Long, Integer>> ofUsers = new HashMap<>();
  private final Set<Long> read = new HashSet<>();
  private final Map<Long, Demands.Need> needs = new HashMap<>();
  private final Map<Long, Instant> begun = new HashMap<>();
  private final List<Results.Sent> sent = new ArrayList<>();
  private final Set<Long> given = new HashSet<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final Set<Long> moved = new HashSet<>();
  private final Map<Long, Answer> answers = new HashMap<>();
  private boolean dropped;

  /**
   * Nothing is given yet.
   *
   * @param touched workunits whose rows this transaction has written
   * @param targeted what waits in queues of single hosts and users, by queue
   * @param ofUsers what users' hosts have in progress, by user and app; of those alone of whom it
   *     matters
   */
  Round(
      Instant now,
      Collection<Long> touched,
      Map<Long, List<Waiting.Unsent>> targeted,
      Map<Long, Map<Long, Integer>> ofUsers) {
    this.now = now;
    this.touched = Set.copyOf(touched);
    this.targeted = targeted;
    ofUsers.forEach((user, counts) -> this.ofUsers.put(user, new HashMap<>(counts)));
  }

  Instant now() {
    return now;
  }

  /** What waits in the queue of a host or a user. */
  List<Waiting.Unsent> targeted(long queue) {
    return targeted.getOrDefault(queue, List.of());
  }

  /** What a user's hosts have in progress, by app. */
  Map<Long, Integer> ofUser(long user) {
    return ofUsers.getOrDefault(user, Map.of());
  }

  /** What a workunit asks, if it was read or given in this round. */
  Optional<Demands.Need> need(long workunit) {
    return Optional.ofNullable(needs.get(workunit));
  }

  boolean isTouched(long workunit) {
    return touched.contains(workunit);
  }

  Set<Long> touched() {
    return touched;
  }

  /** Whether a workunit was read in this round, if only to find that it is gone. */
  boolean isRead(long workunit) {
    return read.contains(workunit);
  }

  /** Notes what workunits ask that were looked for. */
  void read(Collection<Long> asked, Map<Long, Demands.Need> found) {
    read.addAll(asked);
    needs.putAll(found);
  }

  /** Whether a result was given to somebody. */
  boolean isGiven(long result) {
    return given.contains(result);
  }

  /**
   * Gives a result to a host.
   *
   * @param after what its workunit asks then
   * @param app whose version the host runs
   */
  void give(Results.Sent one, Demands.Need after, long app) {
    given.add(one.result());
    sent.add(one);
    needs.put(one.workunit(), after);
    begun.put(one.workunit(), after.placement().workunit().transitionTime().orElseThrow());
    if (ofUsers.containsKey(one.account())) {
      ofUsers.get(one.account()).merge(app, 1, Integer::sum);
    }
  }

  /**
   * What is to be written about a workunit after all that was given.
   *
   * @param moves whether that changes its row
   */
  void afterwards(long workunit, boolean moves, Runnable write) {
    afterwards.add(write);
    if (moves) {
      moved.add(workunit);
    }
  }

  /** What was decided for one host. */
  record Answer(Holdings.Holding holding, List<Orders.Given> given) {}

  void answer(long host, Answer answer) {
    answers.put(host, answer);
  }

  /** By hosts. */
  Map<Long, Answer> answers() {
    return answers;
  }

  /** Notes that something that a host lost was given up. */
  void drop() {
    dropped = true;
  }

  boolean hasDropped() {
    return dropped;
  }

  List<Results.Sent> sent() {
    return sent;
  }

  /** The workunits of what was given, and when the transitioner must look at them. */
  Map<Long, Instant> begun() {
    return begun;
  }

  List<Runnable> afterwards() {
    return afterwards;
  }

  /** What workunits ask once all is written; of those alone that are known by then. */
  Map<Long, Demands.Need> needs() {
    Map<Long, Demands.Need> settled = new HashMap<>(needs);
    begun.keySet().forEach(id -> settled.computeIfPresent(id, (any, need) -> need.written()));
    settled.keySet().removeAll(moved);
    return settled;
  }
}
