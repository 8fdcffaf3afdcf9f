package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Situation.TOMORROW;
import static org.idlewild.work.Situation.YESTERDAY;
import static org.idlewild.work.Situation.workunit;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BindingTest {
  private static final Binding LINUX_5 = new Binding(Optional.of("linux"), OptionalLong.of(5));

  @ParameterizedTest(name = "{0}, same version {1}")
  @CsvSource({
    "ANY, false, -, -",
    "ANY, true, -, 5",
    "SYSTEM, false, linux, -",
    "SYSTEM, true, linux, 5",
    "PROCESSOR, false, linux x86_64 intel, -"
  })
  void theFirstResultThatIsSentBindsTheOthers(
      Redundancy redundancy, boolean sameVersion, String hostClass, String version) {
    AppPolicy policy = Scene.alike(redundancy, false, sameVersion);

    Binding binding = Binding.NONE.sent(policy, new Scene().description(), 5);

    assertThat(binding.hostClass().orElse("-")).isEqualTo(hostClass);
    assertThat(binding.appVersion().isPresent() ? "5" : "-").isEqualTo(version);
  }

  @Test
  void laterResultsChangeNothing() {
    AppPolicy policy = Scene.alike(Redundancy.PROCESSOR, false, true);

    assertThat(LINUX_5.sent(policy, new Scene().description(), 6)).isEqualTo(LINUX_5);
  }

  static Stream<Arguments> releases() {
    return Stream.of(
        arguments("one error, nothing else", workunit().failed(), true),
        arguments("two errors, nothing else", workunit().failed().failed(), true),
        arguments("three errors, nothing else", workunit().times(3, Situation::failed), true),
        arguments(
            "an unreadable output",
            workunit().over(Outcome.VALIDATE_ERROR, ValidateState.INVALID),
            true),
        arguments("an error and an unsent one", workunit().failed().unsent(), true),
        arguments("an error and a silence", workunit().failed().noReplyUntil(YESTERDAY), true),
        arguments(
            "an error and one in progress", workunit().failed().inProgressUntil(TOMORROW), false),
        arguments("an error and a success", workunit().failed().success(), false),
        arguments(
            "an error and an invalid success",
            workunit().failed().success(ValidateState.INVALID),
            true),
        arguments("nothing sent", workunit().unsent(), false),
        arguments("a silence", workunit().noReplyUntil(YESTERDAY), false),
        arguments("an abort by the user", workunit().abortedByUser(), false),
        arguments("one in progress", workunit().inProgressUntil(TOMORROW), false),
        arguments("no results", workunit(), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void errorsWithNothingElseAliveReleaseClassAndVersion(
      String name, Situation situation, boolean released) {
    Workunit after = situation.maxErrors(9).bound("linux", 5).transition().workunit();

    assertThat(Binding.of(after)).isEqualTo(released ? Binding.NONE : LINUX_5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void aStaticClassIsNeverReleased(String name, Situation situation, boolean released) {
    Workunit after =
        situation
            .maxErrors(9)
            .policy(Scene.alike(Redundancy.SYSTEM, true, true))
            .bound("linux", 5)
            .transition()
            .workunit();

    assertThat(after.hostClass()).contains("linux");
    assertThat(after.appVersion().isEmpty()).isEqualTo(released);
  }
}
