package org.idlewild.agent;

import java.time.Instant;
import java.util.Set;
import org.idlewild.agent.policy.Decision;
import org.idlewild.agent.task.Task;

/** One round of the loop, as a task sees it. */
final class Turn {
  private final Instant now;
  private final Decision decision;
  private final Set<Long> suspended;
  private final long allMemory;
  private int processors;
  private long memory;

  /**
   * Makes one in which nothing is taken yet.
   *
   * @param decision whether tasks may run
   * @param suspended the tasks that the server lets rest
   * @param places what tasks may have
   */
  Turn(Instant now, Decision decision, Set<Long> suspended, Controller.Places places) {
    this.now = now;
    this.decision = decision;
    this.suspended = suspended;
    this.processors = places.processors();
    this.memory = places.memoryBytes();
    this.allMemory = places.memoryBytes();
  }

  Instant now() {
    return now;
  }

  /** Whether a task may run. */
  boolean lets(Task task) {
    return decision.runs() && !suspended.contains(task.id());
  }

  /** Whether the task could never run here. */
  boolean tooLarge(Task task) {
    return task.memoryBytes() > allMemory;
  }

  /** Counts a task that has its place already. */
  void occupy(Task task) {
    processors--;
    keepInMemory(task);
  }

  /** Counts a task that is stopped. */
  void keepInMemory(Task task) {
    memory -= task.memoryBytes();
  }

  /** Takes a processor for a task that is in memory, if there is one. */
  boolean takeProcessor() {
    return processors-- > 0;
  }

  /** Takes a place for a task, if there is one. */
  boolean take(Task task) {
    if (processors < 1 || task.memoryBytes() > memory) {
      return false;
    }
    occupy(task);
    return true;
  }
}
