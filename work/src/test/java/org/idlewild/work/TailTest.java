package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Scene.NOW;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TailTest {
  private static final Duration USUAL = Duration.ofSeconds(60);

  static Stream<Arguments> batches() {
    return Stream.of(
        arguments("nothing is open", List.of(), List.of()),
        arguments("the last one is slow", List.of(open(1, 61)), List.of(1L)),
        arguments("the last one is not slow", List.of(open(1, 60)), List.of()),
        arguments("the slowest comes first", List.of(open(1, 70), open(2, 80)), List.of(2L, 1L)),
        arguments("equally slow ones keep an order", List.of(open(2, 70), open(1, 70)), ids(1, 2)),
        arguments(
            "one of it has not even been sent",
            List.of(open(1, 99), new Tail.Open(2, rules(4), 2, 0, 1, ago(0))),
            List.of()),
        arguments(
            "one answer is here, the other is slow",
            List.of(new Tail.Open(1, rules(4), 2, 1, 0, ago(99))),
            List.of(1L)),
        arguments(
            "one of two hosts is slow",
            List.of(new Tail.Open(1, rules(4), 2, 0, 0, ago(9, 99))),
            List.of(1L)),
        arguments(
            "it has had its one more",
            List.of(new Tail.Open(1, rules(4), 3, 1, 0, ago(99, 9))),
            List.of()),
        arguments(
            "its one more failed",
            List.of(new Tail.Open(1, rules(4), 3, 1, 0, ago(99))),
            List.of(1L)),
        arguments(
            "its answers disagree and the one that decides is slow",
            List.of(new Tail.Open(1, rules(4), 3, 2, 0, ago(99))),
            List.of(1L)),
        arguments(
            "it waits for nobody",
            List.of(new Tail.Open(1, rules(4), 2, 2, 0, List.of())),
            List.of()),
        arguments(
            "it has as many results as allowed",
            List.of(new Tail.Open(1, rules(2), 2, 0, 0, ago(99, 99))),
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void theSlowestOfTheLastWorkunitsGetOneMoreResult(
      String name, List<Tail.Open> open, List<Long> expected) {
    assertThat(Tail.of(open, USUAL, NOW)).extracting(Tail.Open::id).isEqualTo(expected);
  }

  @Test
  void whileNobodyKnowsHowLongItTakesNothingIsSlow() {
    assertThat(Tail.of(List.of(open(1, 99)), Duration.ZERO, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 0.1, true",
    "2, 10, 0.1, false",
    "0, 10, 0.1, false",
    "1, 1, 0, false",
    "1, 1, 1, true",
    "500, 100000, 0.05, true",
    "501, 100000, 0.05, false"
  })
  void aPartOfABatchIsItsEnd(int left, int total, double part, boolean reached) {
    assertThat(Tail.isReached(left, total, part)).isEqualTo(reached);
  }

  @Test
  void usualIsWhatNineInTenDoNotExceed() {
    assertThat(Tail.usual(seconds(1, 10))).isEqualTo(Duration.ofSeconds(9));
    assertThat(Tail.usual(seconds(1, 5))).isEqualTo(Duration.ofSeconds(5));
    assertThat(Tail.usual(seconds(1, 100))).isEqualTo(Duration.ofSeconds(90));
    assertThat(Tail.usual(seconds(1, 4))).as("too few").isZero();
  }

  private static List<Duration> seconds(int from, int to) {
    return IntStream.rangeClosed(from, to).map(i -> to + from - i).mapToObj(TailTest::s).toList();
  }

  private static Duration s(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static List<Long> ids(long... ids) {
    return java.util.Arrays.stream(ids).boxed().toList();
  }

  private static Tail.Open open(long id, int secondsAgo) {
    return new Tail.Open(id, rules(4), 2, 0, 0, ago(secondsAgo, secondsAgo));
  }

  private static List<Instant> ago(int... seconds) {
    return IntStream.of(seconds).mapToObj(NOW::minusSeconds).toList();
  }

  private static Workunit.Rules rules(int maxTotal) {
    return new Workunit.Rules(2, 2, 3, maxTotal, 3, Duration.ofHours(1), 0);
  }
}
