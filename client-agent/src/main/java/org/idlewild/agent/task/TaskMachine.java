package org.idlewild.agent.task;

import static org.idlewild.agent.task.TaskEvent.ABORT;
import static org.idlewild.agent.task.TaskEvent.ACKNOWLEDGE;
import static org.idlewild.agent.task.TaskEvent.FAIL;
import static org.idlewild.agent.task.TaskEvent.FETCH;
import static org.idlewild.agent.task.TaskEvent.FETCHED;
import static org.idlewild.agent.task.TaskEvent.LOSE;
import static org.idlewild.agent.task.TaskEvent.MISSED;
import static org.idlewild.agent.task.TaskEvent.PAUSE;
import static org.idlewild.agent.task.TaskEvent.RESUME;
import static org.idlewild.agent.task.TaskEvent.START;
import static org.idlewild.agent.task.TaskEvent.SUCCEED;
import static org.idlewild.agent.task.TaskEvent.UPLOADED;
import static org.idlewild.agent.task.TaskState.ABORTED;
import static org.idlewild.agent.task.TaskState.ASSIGNED;
import static org.idlewild.agent.task.TaskState.DONE;
import static org.idlewild.agent.task.TaskState.DOWNLOADING;
import static org.idlewild.agent.task.TaskState.PAUSED;
import static org.idlewild.agent.task.TaskState.READY;
import static org.idlewild.agent.task.TaskState.REPORTED;
import static org.idlewild.agent.task.TaskState.RUNNING;
import static org.idlewild.agent.task.TaskState.UPLOADING;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The one table of a task's moves. {@code states.mmd} beside this class shows it. */
public final class TaskMachine {
  private static final Map<TaskState, Map<TaskEvent, TaskState>> TABLE =
      Map.of(
          ASSIGNED,
          Map.of(FETCH, DOWNLOADING, FAIL, REPORTED, ABORT, ABORTED),
          DOWNLOADING,
          Map.of(FETCHED, READY, FAIL, REPORTED, ABORT, ABORTED, LOSE, ASSIGNED),
          READY,
          Map.of(START, RUNNING, MISSED, ASSIGNED, FAIL, REPORTED, ABORT, ABORTED),
          RUNNING,
          Map.of(PAUSE, PAUSED, SUCCEED, UPLOADING, FAIL, REPORTED, ABORT, ABORTED, LOSE, READY),
          PAUSED,
          Map.of(RESUME, RUNNING, SUCCEED, UPLOADING, FAIL, REPORTED, ABORT, ABORTED, LOSE, READY),
          UPLOADING,
          Map.of(UPLOADED, REPORTED, FAIL, REPORTED, ABORT, ABORTED),
          REPORTED,
          Map.of(ACKNOWLEDGE, DONE, ABORT, ABORTED),
          DONE,
          Map.of(),
          ABORTED,
          Map.of());

  private TaskMachine() {}

  /**
   * The state after an event.
   *
   * @throws IllegalTransition when the table knows none
   */
  public static TaskState next(TaskState from, TaskEvent event) {
    TaskState to = TABLE.get(from).get(event);
    if (to == null) {
      throw new IllegalTransition(from, event);
    }
    return to;
  }

  /** The state after an event, if the table knows one. */
  public static Optional<TaskState> peek(TaskState from, TaskEvent event) {
    return Optional.ofNullable(TABLE.get(from).get(event));
  }

  /** The table as a Mermaid state diagram. */
  static String diagram() {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n  [*] --> ASSIGNED\n");
    for (TaskState from : TaskState.values()) {
      inOrder(from)
          .forEach(
              (event, to) -> text.append("  " + from + " --> " + to + " : " + event.name() + "\n"));
      if (from.isOver()) {
        text.append("  " + from + " --> [*]\n");
      }
    }
    return text.toString();
  }

  private static Map<TaskEvent, TaskState> inOrder(TaskState from) {
    Map<TaskEvent, TaskState> ordered = new EnumMap<>(TaskEvent.class);
    ordered.putAll(TABLE.get(from));
    return ordered;
  }
}
