package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
            "what was passed over for two minutes comes first",
            "b",
            List.of(c(3, 1, 'a'), c(1, 2, 'a'), c(2, 0, 'b')),
            List.of(1L, 2L, 3L)),
        arguments("of those the oldest", "b", List.of(c(1, 2, 'a'), c(2, 9, 'b')), List.of(1L, 2L)),
        arguments(
            "what is urgent comes first whatever it costs",
            "b",
            List.of(new Candidate(1, 5, Set.of(), Duration.ZERO), c(2, 9, 'b'), c(3, 0, 'b')),
            List.of(1L, 2L, 3L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void theHostGetsFirstWhatItHasTheMostOf(
      String name, String held, List<Candidate> candidates, List<Long> expected) {
    assertThat(Locality.order(candidates, hashes(held), PATIENCE))
        .extracting(Candidate::result)
        .isEqualTo(expected);
  }

  @Test
  void withoutPatienceNothingIsPreferred() {
    assertThat(
            Locality.order(List.of(c(1, 0, 'a'), c(2, 0, 'b')), hashes("b"), Duration.ZERO).get(0))
        .isEqualTo(c(1, 0, 'a'));
  }

  @Test
  void theLargestFileDecides() {
    assertThat(Locality.main(c(1, 0, 'a', 'c', 'b').files()))
        .map(StoredFile::sha256)
        .contains(hash('c'));
    assertThat(Locality.main(Set.of())).isEmpty();
  }

  /** A file named by a letter has as many bytes as the letter's place: a 1, b 2. */
  private static Candidate c(long result, int minutes, Character... files) {
    return new Candidate(
        result,
        0,
        Arrays.stream(files)
            .map(f -> new StoredFile(hash(f), f - 'a' + 1L))
            .collect(Collectors.toSet()),
        Duration.ofMinutes(minutes));
  }

  private static Set<String> hashes(String files) {
    return files.chars().mapToObj(f -> hash((char) f)).collect(Collectors.toSet());
  }

  private static String hash(char file) {
    return String.valueOf(file).repeat(64);
  }
}
