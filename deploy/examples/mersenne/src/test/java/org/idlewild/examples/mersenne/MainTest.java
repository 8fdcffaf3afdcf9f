package org.idlewild.examples.mersenne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private record Run(int status, String out, String err) {}

  @Test
  void printsTheNumbersAndNothingElse() throws Exception {
    assertThat(run("2", "31")).isEqualTo(new Run(0, "2\n3\n5\n7\n13\n17\n19\n31\n", ""));
  }

  @Test
  void printsNothingWhereThereIsNone() throws Exception {
    assertThat(run("32", "60")).isEqualTo(new Run(0, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 x", "0 9", "9 5", "-3 9", "1 99999999999", "1 10000001", "1 2 3"})
  void answersBadArgumentsWithOneSentenceAndStatus2(String arguments) throws Exception {
    Run run = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

    assertThat(run)
        .isEqualTo(new Run(2, "", "Expected two numbers LO HI with 1 <= LO <= HI <= 10000000.\n"));
  }

  private static Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", "target/classes", Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }
}
