package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.idlewild.work.Scene.NOW;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TailTest {
  private static final Tail.Rules TENTH = new Tail.Rules(0.1);
  private static final Duration USUAL = Duration.ofSeconds(60);

  static Stream<Arguments> batches() {
    return Stream.of(
        arguments("nothing is open", List.of(), 10, List.of()),
        arguments("the last one is slow", List.of(open(1, 61)), 10, List.of(1L)),
        arguments("the last one is not slow", List.of(open(1, 60)), 10, List.of()),
        arguments("too much is left", List.of(open(1, 99), open(2, 99)), 19, List.of()),
        arguments(
            "just little enough is left", List.of(open(1, 99), open(2, 99)), 20, List.of(1L, 2L)),
        arguments(
            "the slowest comes first", List.of(open(1, 70), open(2, 80)), 20, List.of(2L, 1L)),
        arguments(
            "one of it has not even been sent",
            List.of(open(1, 99), new Tail.Open(2, rules(4), 2, 2, 1, NOW)),
            20,
            List.of()),
        arguments(
            "it has had its one more",
            List.of(new Tail.Open(1, rules(4), 3, 3, 0, NOW.minusSeconds(99))),
            10,
            List.of()),
        arguments(
            "it has as many results as allowed",
            List.of(new Tail.Open(1, rules(2), 2, 2, 0, NOW.minusSeconds(99))),
            10,
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void theSlowestOfTheLastWorkunitsGetOneMoreResult(
      String name, List<Tail.Open> open, int total, List<Long> expected) {
    assertThat(Tail.of(open, total, TENTH, USUAL, NOW)).isEqualTo(expected);
  }

  @Test
  void whileNobodyKnowsHowLongItTakesNothingIsSlow() {
    assertThat(Tail.of(List.of(open(1, 99)), 10, TENTH, Duration.ZERO, NOW)).isEmpty();
  }

  @Test
  void aPartIsAPart() {
    assertThat(Tail.of(List.of(open(1, 99)), 10, new Tail.Rules(0), USUAL, NOW)).isEmpty();
    assertThat(Tail.of(List.of(open(1, 99)), 1, new Tail.Rules(1), USUAL, NOW)).hasSize(1);
    assertThatThrownBy(() -> new Tail.Rules(1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tail.Rules(-0.1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Tail.Open open(long id, int secondsAgo) {
    return new Tail.Open(id, rules(4), 2, 2, 0, NOW.minusSeconds(secondsAgo));
  }

  private static Workunit.Rules rules(int maxTotal) {
    return new Workunit.Rules(2, 2, 3, maxTotal, 3, Duration.ofHours(1), 0);
  }
}
