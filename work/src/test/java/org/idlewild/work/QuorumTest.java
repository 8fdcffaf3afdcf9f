package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.idlewild.work.Quorum.Vote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {

  @ParameterizedTest(name = "of {1} a quorum of {0} needs {2} that agree")
  @CsvSource({"1, 1, 1", "2, 2, 2", "3, 3, 2", "4, 4, 3", "5, 5, 3", "3, 6, 2"})
  void halfTheQuorumAndOneMoreThatAgreeAreEnough(int minQuorum, int votes, int enough) {
    assertThat(withAgreeing(enough, votes, minQuorum).canonical()).hasValue(1);
    if (enough > 1) {
      assertThat(withAgreeing(enough - 1, votes, minQuorum).canonical()).isEmpty();
    }
  }

  @Test
  void fewerResultsThanTheQuorumDecideNothingEvenWhenTheyAgree() {
    Quorum quorum = check(3, "a", "a");

    assertThat(quorum.canonical()).isEmpty();
    assertThat(quorum.valid()).isEmpty();
    assertThat(quorum.invalid()).isEmpty();
  }

  @Test
  void thoseThatAgreeWithTheAnswerAreValidAndTheRestInvalid() {
    Quorum quorum = check(2, "x", "a", "b", "a");

    assertThat(quorum.canonical()).hasValue(2);
    assertThat(quorum.valid()).containsExactly(2L, 4L);
    assertThat(quorum.invalid()).containsExactly(1L, 3L);
  }

  @Test
  void ofTwoGroupsThatAreBothLargeEnoughTheFirstWins() {
    assertThat(check(2, "b", "a", "a", "b").canonical()).hasValue(1);
  }

  @Test
  void aNeighbourOfTwoThatDifferCanBeTheAnswerAlone() {
    BiPredicate<Integer, Integer> near = (one, other) -> Math.abs(one - other) <= 1;

    Quorum quorum =
        Quorum.check(List.of(new Vote<>(1, 0), new Vote<>(2, 1), new Vote<>(3, 2)), 4 - 1, near);
    Quorum stricter =
        Quorum.check(
            List.of(new Vote<>(1, 0), new Vote<>(2, 1), new Vote<>(3, 2), new Vote<>(4, 9)),
            4,
            near);

    assertThat(quorum.valid()).as("the first with enough neighbours").containsExactly(1L, 2L);
    assertThat(stricter.canonical()).as("only the one in the middle has two").hasValue(2);
    assertThat(stricter.valid()).containsExactly(1L, 2L, 3L);
    assertThat(stricter.invalid()).containsExactly(4L);
  }

  @Test
  void aResultCountsForItselfEvenWhenItsValidatorSaysOtherwise() {
    BiPredicate<Double, Double> neverEqual = (one, other) -> false;

    assertThat(Quorum.check(List.of(new Vote<>(1, Double.NaN)), 1, neverEqual).canonical())
        .hasValue(1);
  }

  @Test
  void whichOfEqualResultsComesFirstDoesNotChangeTheAnswer() {
    Random random = new Random(42);
    for (int round = 0; round < 2000; round++) {
      List<Integer> outputs = random.ints(1 + round % 8, 0, 3).boxed().toList();
      int minQuorum = 1 + random.nextInt(5);

      Quorum one =
          Quorum.check(votes(outputs, ordered(outputs.size())), minQuorum, Objects::equals);
      List<Long> shuffled = shuffledAmongEqual(outputs, random);
      Quorum other = Quorum.check(votes(outputs, shuffled), minQuorum, Objects::equals);

      assertThat(answer(outputs, shuffled, other))
          .isEqualTo(answer(outputs, ordered(outputs.size()), one));
      assertThat(other.valid()).containsExactlyInAnyOrderElementsOf(one.valid());
    }
  }

  private static Object answer(List<Integer> outputs, List<Long> ids, Quorum quorum) {
    return quorum.canonical().isEmpty()
        ? "none"
        : outputs.get(ids.indexOf(quorum.canonical().getAsLong()));
  }

  private static List<Long> ordered(int size) {
    return IntStream.range(0, size).mapToObj(i -> i + 1L).toList();
  }

  /** The same ids, each still with its output, where equal outputs have changed places. */
  private static List<Long> shuffledAmongEqual(List<Integer> outputs, Random random) {
    Map<Integer, List<Long>> byOutput = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      byOutput.computeIfAbsent(outputs.get(i), any -> new ArrayList<>()).add(i + 1L);
    }
    byOutput.values().forEach(ids -> Collections.shuffle(ids, random));
    return outputs.stream().map(output -> byOutput.get(output).remove(0)).toList();
  }

  private static List<Vote<Integer>> votes(List<Integer> outputs, List<Long> ids) {
    return IntStream.range(0, outputs.size())
        .mapToObj(i -> new Vote<>(ids.get(i), outputs.get(i)))
        .toList();
  }

  private static Quorum withAgreeing(int agreeing, int votes, int minQuorum) {
    return check(
        minQuorum,
        IntStream.range(0, votes)
            .mapToObj(i -> i < agreeing ? "same" : "other" + i)
            .toArray(String[]::new));
  }

  private static Quorum check(int minQuorum, String... outputs) {
    List<Vote<String>> votes = new ArrayList<>();
    for (String output : outputs) {
      votes.add(new Vote<>(votes.size() + 1, output));
    }
    return Quorum.check(votes, minQuorum, String::equals);
  }
}
