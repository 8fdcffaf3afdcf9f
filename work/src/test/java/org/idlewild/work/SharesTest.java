package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharesTest {
  private static final int ROUNDS = 10_000;

  static Stream<List<Integer>> weights() {
    Random random = new Random(11);
    return Stream.concat(
        Stream.of(
            List.of(1),
            List.of(1, 1),
            List.of(1, 2),
            List.of(1, 1000),
            List.of(100, 100, 100),
            List.of(1, 10, 100, 1000),
            List.of(3, 5, 7, 11, 13),
            List.of(999, 1000)),
        Stream.generate(() -> random.ints(2 + random.nextInt(12), 1, 1001).boxed().toList())
            .limit(15));
  }

  @ParameterizedTest
  @MethodSource("weights")
  void eachQueueGetsItsShare(List<Integer> weights) {
    Map<Long, Integer> queues = queues(weights);
    Map<Long, Integer> got = new HashMap<>();
    Shares shares = Shares.NEW;
    for (int i = 0; i < ROUNDS; i++) {
      shares = shares.waiting(queues.keySet());
      long turn = shares.order().get(0);
      shares = shares.served(turn, queues.get(turn));
      got.merge(turn, 1, Integer::sum);
    }

    assertShares(queues, got, ROUNDS);
  }

  @Test
  void queuesThatRunDryAndComeBackGetTheirShareOfTheTimeTheyWereThere() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      Map<Long, Integer> queues =
          queues(random.ints(2 + random.nextInt(5), 1, 1001).boxed().toList());
      Map<Long, Double> due = new HashMap<>();
      Map<Long, Integer> got = new HashMap<>();
      Set<Long> there = new HashSet<>(queues.keySet());
      Shares shares = Shares.NEW;
      for (int i = 0; i < ROUNDS; i++) {
        if (i % 500 == 0) {
          there = some(queues.keySet(), random);
        }
        shares = shares.waiting(there);
        long turn = shares.order().get(0);
        shares = shares.served(turn, queues.get(turn));
        got.merge(turn, 1, Integer::sum);
        double all = there.stream().mapToInt(queues::get).sum();
        there.forEach(queue -> due.merge(queue, queues.get(queue) / all, Double::sum));
      }

      queues
          .keySet()
          .forEach(
              queue ->
                  assertThat(got.getOrDefault(queue, 0) / (double) ROUNDS)
                      .as("%s of %s", queue, queues)
                      .isBetween(
                          due.getOrDefault(queue, 0.0) / ROUNDS - 0.05,
                          due.getOrDefault(queue, 0.0) / ROUNDS + 0.05));
    }
  }

  @Test
  void aQueueThatWasEmptyGetsNoBackPay() {
    Shares shares = serve(Shares.NEW, Set.of(1L), 1000);

    Map<Long, Integer> got = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      shares = shares.waiting(Set.of(1L, 2L));
      long turn = shares.order().get(0);
      got.merge(turn, 1, Integer::sum);
      shares = shares.served(turn, 10);
    }

    assertThat(got).containsEntry(1L, 50).containsEntry(2L, 50);
  }

  @Test
  void aQueueThatRunsDryAfterEachResultGetsNoMoreThanItsShare() {
    Shares shares = Shares.NEW;
    int often = 0;
    for (int i = 0; i < ROUNDS; i++) {
      shares = shares.waiting(Set.of(1L, 2L));
      long turn = shares.order().get(0);
      shares = shares.served(turn, 10);
      if (turn == 2) {
        often++;
        shares = shares.waiting(Set.of(1L));
      }
    }

    assertThat(often).isBetween(ROUNDS / 2 - 1, ROUNDS / 2 + 1);
  }

  @Test
  void aQueueWhoseWorkFitsFewHostsClaimsThoseButNotForEver() {
    Shares shares = Shares.NEW.waiting(Set.of(1L, 2L));
    for (int i = 0; i < 1000; i++) {
      shares = shares.served(1, 10);
    }
    assertThat(shares.order()).containsExactly(2L, 1L);

    int inARow = 0;
    while (shares.order().get(0) == 2L) {
      shares = shares.served(2, 10);
      inARow++;
    }

    assertThat(inARow).isBetween(19, 21);
  }

  @Test
  void queuesThatAreGoneAreForgotten() {
    Shares shares = serve(Shares.NEW, Set.of(1L, 2L, 3L), 30);

    assertThat(serve(shares.waiting(Set.of(1L)), Set.of(1L), 30).waiting(Set.of(1L)).places())
        .containsOnlyKeys(1L);
  }

  private static Shares serve(Shares before, Set<Long> queues, int times) {
    Shares shares = before;
    for (int i = 0; i < times; i++) {
      shares = shares.waiting(queues);
      shares = shares.served(shares.order().get(0), 10);
    }
    return shares;
  }

  private static Set<Long> some(Set<Long> all, Random random) {
    Set<Long> some = new HashSet<>(all);
    some.removeIf(queue -> random.nextInt(3) == 0);
    return some.isEmpty() ? all : some;
  }

  private static Map<Long, Integer> queues(List<Integer> weights) {
    Map<Long, Integer> queues = new LinkedHashMap<>();
    IntStream.range(0, weights.size()).forEach(i -> queues.put(i + 1L, weights.get(i)));
    return queues;
  }

  /** Within 5 % of its share; or within one result, where the share is only a few. */
  private static void assertShares(Map<Long, Integer> queues, Map<Long, Integer> got, int rounds) {
    double all = queues.values().stream().mapToInt(Integer::intValue).sum();
    queues.forEach(
        (queue, weight) -> {
          double due = rounds * weight / all;
          double allowed = Math.max(1.01, due * 0.05);
          assertThat((double) got.getOrDefault(queue, 0))
              .as("queue %d of %s", queue, queues)
              .isBetween(due - allowed, due + allowed);
        });
  }
}
