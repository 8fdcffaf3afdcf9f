package org.idlewild.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void seedsThatGoWellAreCounted() {
    assertThat(run("--seeds", "1..2", "--hosts", "3", "--workunits", "2")).isZero();
    assertThat(out.toString()).contains("2 seeds in ").contains("all that must hold held");
  }

  @Test
  void aTraceShowsWhatHappensAndItsFingerprint() {
    assertThat(run("--seeds", "1", "--hosts", "2", "--workunits", "1", "--trace")).isZero();
    assertThat(out.toString()).contains("h1-").containsPattern("fingerprint [0-9a-f]{64}");
  }

  @Test
  void howManyRunAtOnceShowsNowhere() {
    run("--seeds", "1..6", "--workunits", "2", "--trace", "--threads", "1");
    List<String> alone = lines();
    out.getBuffer().setLength(0);

    run("--seeds", "1..6", "--workunits", "2", "--trace", "--threads", "3");

    assertThat(lines()).isEqualTo(alone).hasSizeGreaterThan(100);
  }

  /** All but the last one, which says how long it took. */
  private List<String> lines() {
    List<String> lines = out.toString().lines().toList();
    return lines.subList(0, lines.size() - 1);
  }

  @Test
  void programsGetJson() throws IOException {
    assertThat(run("--seeds", "3..4", "--workunits", "1", "--output", "json")).isZero();

    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("from").asLong()).isEqualTo(3);
    assertThat(report.get("to").asLong()).isEqualTo(4);
    assertThat(report.get("failures")).isEmpty();
  }

  @Test
  void aFailureSaysHowToSeeItAgain() throws IOException {
    Report.Failure failure =
        new Report.Failure(
            5, "f", "ENDS_ONCE", "a sentence", "found", "./idlewild simulate --seeds 5", null);

    JsonNode report = new ObjectMapper().readTree(new Report(1, 9, 10, List.of(failure)).json());
    assertThat(report.at("/failures/0/replay").asText()).isEqualTo("./idlewild simulate --seeds 5");
    assertThat(report.at("/failures/0").has("trace")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--seeds=9..1",
        "--seeds=many",
        "--hosts=0",
        "--workunits=-3",
        "--threads=0",
        "--nonsense"
      })
  void whatMakesNoSenseIsSaidInASentence(String argument) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(err.toString()).startsWith("idlewild: ").endsWith("says what is expected.)\n");
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
