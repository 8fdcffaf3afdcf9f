package org.idlewild.agent.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskMachineTest {

  @ParameterizedTest
  @CsvSource({
    "ASSIGNED, FETCH, DOWNLOADING",
    "DOWNLOADING, FETCHED, READY",
    "DOWNLOADING, LOSE, ASSIGNED",
    "READY, START, RUNNING",
    "READY, MISSED, ASSIGNED",
    "RUNNING, PAUSE, PAUSED",
    "PAUSED, RESUME, RUNNING",
    "RUNNING, SUCCEED, UPLOADING",
    "RUNNING, FAIL, REPORTED",
    "RUNNING, LOSE, READY",
    "PAUSED, LOSE, READY",
    "UPLOADING, UPLOADED, REPORTED",
    "REPORTED, ACKNOWLEDGE, DONE",
    "RUNNING, ABORT, ABORTED"
  })
  void anEventMovesATask(TaskState from, TaskEvent event, TaskState to) {
    assertThat(TaskMachine.next(from, event)).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource({"READY, ACKNOWLEDGE", "UPLOADING, START", "REPORTED, START", "DONE, ABORT"})
  void anotherEventIsAFault(TaskState from, TaskEvent event) {
    assertThatThrownBy(() -> TaskMachine.next(from, event))
        .isInstanceOf(IllegalTransition.class)
        .hasMessage("A task in the state " + from + " cannot " + event + ".");
  }

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void whatIsOverStaysSoAndTheRestCanBeAborted(TaskState state) {
    assertThat(TaskMachine.peek(state, TaskEvent.ABORT).isPresent()).isEqualTo(!state.isOver());
  }

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void everyStateIsReachable(TaskState state) {
    Set<TaskState> reached = EnumSet.of(TaskState.ASSIGNED);
    for (int step = 0; step < TaskState.values().length; step++) {
      for (TaskState from : EnumSet.copyOf(reached)) {
        for (TaskEvent event : TaskEvent.values()) {
          TaskMachine.peek(from, event).ifPresent(reached::add);
        }
      }
    }
    assertThat(reached).contains(state);
  }

  @Test
  void theDiagramShowsTheTable() throws IOException {
    try (var drawn = TaskMachine.class.getResourceAsStream("states.mmd")) {
      assertThat(TaskMachine.diagram())
          .isEqualTo(new String(drawn.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
