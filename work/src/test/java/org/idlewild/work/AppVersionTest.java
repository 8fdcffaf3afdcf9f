package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppVersionTest {

  static Stream<Arguments> commandLines() {
    return Stream.of(
        Arguments.of(List.of("{parameter}"), "1 100", List.of("1", "100")),
        Arguments.of(List.of("{parameter}"), "  1   100 ", List.of("1", "100")),
        Arguments.of(List.of("{parameter}"), "", List.of()),
        Arguments.of(List.of("--range={parameter}"), "1 100", List.of("--range=1 100")),
        Arguments.of(List.of("{parameter}-{parameter}"), "a", List.of("a-a")),
        Arguments.of(List.of("-v", "{parameter}", "-o"), "1 2", List.of("-v", "1", "2", "-o")),
        Arguments.of(List.of("-v"), "unused", List.of("-v")),
        Arguments.of(List.of(), "unused", List.of()),
        Arguments.of(List.of("x{parameter}"), "{parameter}", List.of("x{parameter}")),
        Arguments.of(List.of("x{parameter}"), "$1 \\", List.of("x$1 \\")));
  }

  @ParameterizedTest(name = "{0} with \"{1}\"")
  @MethodSource("commandLines")
  void theParameterIsPutIntoTheCommandLine(
      List<String> arguments, String parameter, List<String> expected) {
    AppVersion version =
        new AppVersion(
            1,
            1,
            1,
            "java",
            "a.jar",
            arguments,
            List.of(),
            List.of(),
            Limits.DEFAULT,
            PlanClass.NONE,
            Optional.empty(),
            EvmPolicy.DEFAULT,
            ClientTerms.NONE);

    assertThat(version.argumentsFor(parameter)).isEqualTo(expected);
  }
}
