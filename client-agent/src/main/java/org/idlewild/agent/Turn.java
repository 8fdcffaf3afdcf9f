package org.idlewild.agent;

import java.time.Instant;
import org.idlewild.agent.policy.Decision;
import org.idlewild.agent.task.Task;

/** One round of the loop, as a task sees it. */
final class Turn {
  private final Instant now;
  private final Decision decision;
  private final long allMemory;
  private int processors;
  private long memory;

  /**
   * Makes one in which nothing is taken yet.
   *
   * @param decision whether tasks may run
   * @param processors how many tasks may run at once
   * @param memory the memory that all tasks together may have
   */
  Turn(Instant now, Decision decision, int processors, long memory) {
    this.now = now;
    this.decision = decision;
    this.processors = processors;
    this.memory = memory;
    this.allMemory = memory;
  }

  Instant now() {
    return now;
  }

  /** Whether tasks may run. */
  boolean runs() {
    return decision.runs();
  }

  /** Whether the task could never run here. */
  boolean tooLarge(Task task) {
    return task.memoryBytes() > allMemory;
  }

  /** Counts a task that has its place already. */
  void occupy(Task task) {
    processors--;
    memory -= task.memoryBytes();
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
