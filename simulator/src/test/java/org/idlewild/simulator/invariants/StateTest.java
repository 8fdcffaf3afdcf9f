package org.idlewild.simulator.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateTest {
  private static final Pattern ARROW = Pattern.compile("\\s*(\\w+) --> (\\w+):.*");

  @Test
  void theStepsAreTheArrowsOfTheDiagram() throws IOException {
    List<String> steps =
        State.STEPS.entrySet().stream()
            .flatMap(from -> from.getValue().stream().map(to -> from.getKey() + " " + to))
            .toList();

    assertThat(steps).containsExactlyInAnyOrderElementsOf(arrows());
  }

  private static List<String> arrows() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("..", "work", "STATES.md"))) {
      return lines
          .takeWhile(line -> !line.startsWith("# The phases"))
          .map(ARROW::matcher)
          .filter(Matcher::matches)
          .map(arrow -> arrow.group(1) + " " + arrow.group(2))
          .distinct()
          .toList();
    }
  }
}
