package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.agent.policy.Decision;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.testing.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTest {
  private static final long MEMORY = 1L << 30;

  @ParameterizedTest(name = "of {0} processors, {1} want {2}")
  @CsvSource({
    "4, 1 1 1 1 1, true true true true false",
    "4, 4 1, true false",
    "4, 1 4 1, true false false",
    "4, 2 2 1, true true false",
    "4, 3 1 1, true true false",
    "1, 1 1, true false"
  })
  void aTaskTakesAsManyProcessorsAsItKeepsBusy(int processors, String wanted, String taken) {
    Turn turn = turn(processors);

    assertThat(Stream.of(wanted.split(" ")).map(n -> turn.take(task(Integer.parseInt(n)))))
        .containsExactlyElementsOf(Stream.of(taken.split(" ")).map(Boolean::parseBoolean).toList());
  }

  @Test
  void whatRunsAlreadyKeepsItsProcessors() {
    Turn turn = turn(4);
    turn.occupy(task(3));

    assertThat(turn.take(task(1))).isTrue();
    assertThat(turn.take(task(1))).isFalse();
  }

  @Test
  void aTaskThatGoesOnTakesAllItsProcessorsAgain() {
    Turn turn = turn(4);
    turn.occupy(task(2));

    assertThat(turn.takeProcessors(task(3))).isFalse();
    assertThat(turn.takeProcessors(task(1))).as("kept for the one before").isFalse();
  }

  @Test
  void aTaskOfMoreProcessorsThanThereAreCanNeverRun() {
    assertThat(turn(4).tooWide(task(5))).isTrue();
    assertThat(turn(4).tooWide(task(4))).isFalse();
  }

  private static Turn turn(int processors) {
    return new Turn(
        Instant.EPOCH, new Decision.Run(), Set.of(), new Controller.Places(processors, MEMORY));
  }

  private static Task task(int processors) {
    return Task.of(Orders.order(1).processors(processors).build());
  }
}
