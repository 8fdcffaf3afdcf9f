package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.work.Locality.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalityTest {

  static Stream<Arguments> orders() {
    return Stream.of(
        arguments("nothing is there", "", List.of(c(1, 0, 'a'), c(2, 0, 'b')), List.of(1L, 2L)),
        arguments("one's file is there", "b", List.of(c(1, 0, 'a'), c(2, 0, 'b')), List.of(2L, 1L)),
        arguments(
            "more bytes are there", "ab", List.of(c(1, 0, 'a'), c(2, 0, 'b')), List.of(2L, 1L)),
        arguments(
            "several files together",
            "abc",
            List.of(c(1, 0, 'c'), c(2, 0, 'a', 'b', 'c')),
            List.of(2L, 1L)),
        arguments(
            "equal ones keep their order",
            "a",
            List.of(c(2, 0, 'a'), c(1, 0, 'a')),
            List.of(2L, 1L)),
        arguments(
            "what was passed over twice comes first",
            "b",
            List.of(c(3, 1, 'a'), c(1, 2, 'a'), c(2, 0, 'b')),
            List.of(1L, 2L, 3L)),
        arguments(
            "of those the most urgent", "b", List.of(c(1, 2, 'a'), c(2, 9, 'b')), List.of(1L, 2L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void theHostGetsFirstWhatItHasTheMostOf(
      String name, String held, List<Candidate> candidates, List<Long> expected) {
    assertThat(Locality.order(candidates, hashes(held), 2))
        .extracting(Candidate::result)
        .isEqualTo(expected);
  }

  @Test
  void nothingStarvesWhileBetterWorkKeepsComing() {
    Candidate starving = c(0, 0, 'a');
    int rounds = 0;
    while (Locality.order(List.of(c(rounds + 1, 0, 'b'), starving), hashes("b"), 5).get(0).result()
        != 0) {
      starving = c(0, ++rounds, 'a');
    }

    assertThat(rounds).isEqualTo(5);
  }

  /** A file named by a letter has as many bytes as the letter's place: a 1, b 2. */
  private static Candidate c(long result, int passedOver, Character... files) {
    return new Candidate(
        result,
        Arrays.stream(files)
            .map(f -> new StoredFile(hash(f), f - 'a' + 1L))
            .collect(Collectors.toSet()),
        passedOver);
  }

  private static Set<String> hashes(String files) {
    Set<String> hashes = new java.util.HashSet<>();
    files.chars().forEach(f -> hashes.add(hash((char) f)));
    return hashes;
  }

  private static String hash(char file) {
    return String.valueOf(file).repeat(64);
  }
}
