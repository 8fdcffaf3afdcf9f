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
  private final Controller.Places all;
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
    this.all = places;
  }

  Instant now() {
    return now;
  }

  /** Whether a task may run. */
  boolean lets(Task task) {
    return decision.runs() && !suspended.contains(task.id());
  }

  /** Whether the task has too little memory here, however few others there are. */
  boolean tooLarge(Task task) {
    return task.memoryBytes() > all.memoryBytes();
  }

  /** Whether the task has too few processors here, however few others there are. */
  boolean tooWide(Task task) {
    return task.processors() > all.processors();
  }

  /** Counts a task that has its place already. */
  void occupy(Task task) {
    processors -= task.processors();
    keepInMemory(task);
  }

  /** Counts a task that is stopped. */
  void keepInMemory(Task task) {
    memory -= task.memoryBytes();
  }

  /** Takes processors for a task that is in memory, if they are free. */
  boolean takeProcessors(Task task) {
    if (task.processors() > processors) {
      keepForTheWide(task);
      return false;
    }
    processors -= task.processors();
    return true;
  }

  /** Takes a place for a task, if there is one. */
  boolean take(Task task) {
    if (task.memoryBytes() > memory || !takeProcessors(task)) {
      return false;
    }
    keepInMemory(task);
    return true;
  }

  /**
   * Small tasks that come later get none of the processors that a task of several waits for, or it
   * would wait for ever.
   */
  private void keepForTheWide(Task task) {
    if (task.processors() > 1) {
      processors = 0;
    }
  }
}
