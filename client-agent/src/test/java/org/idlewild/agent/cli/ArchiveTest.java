package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {
  @TempDir Path folder;

  @BeforeEach
  void anArchiveOfTwoBatches() throws IOException {
    archive(
        7,
        "{\"kind\":\"batch\",\"id\":7}",
        workunit(7, 11, 0, "2 31", "[]", 1, 2),
        workunit(7, 12, 1, "32 61", "[\"TOO_MANY_ERROR\"]", 3, 4),
        "{\"kind\":\"end\"}");
    archive(
        10,
        "{\"kind\":\"batch\",\"id\":10}",
        workunit(10, 21, 0, "x\\u001b[2J", "[]", 1, 5),
        "{\"kind\":\"end\"}");
  }

  @ParameterizedTest(name = "{0} finds {1}")
  @CsvSource({
    "'', 11 12 21",
    "--batch 7, 11 12",
    "--batch 8, ''",
    "--workunit 21, 21",
    "--host 1, 11 21",
    "--host 1 --batch 10, 21",
    "--parameter 31, 11",
    "--parameter 99, ''"
  })
  void searchFindsWhatFitsAllThatIsSaid(String options, String expected) {
    List<String> found =
        search(options)
            .out()
            .lines()
            .map(line -> line.replaceAll(".*workunit (\\d+).*", "$1"))
            .toList();

    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  @Test
  void aLineSaysWhatBecameOfItAndCannotFoolTheTerminal() {
    assertThat(search("").out().lines())
        .contains("batch 7  workunit 12  index 1  TOO_MANY_ERROR  2 results  32 61")
        .contains("batch 10  workunit 21  index 0  done  2 results  x?[2J");
  }

  @Test
  void jsonIsALineForEachWorkunit() {
    assertThat(search("--output json --workunit 11").out().strip())
        .isEqualTo(workunit(7, 11, 0, "2 31", "[]", 1, 2));
  }

  @Test
  void aFileThatIsNotWholeIsNamedAndTheOthersAreReadAllTheSame() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("batch-7.ndjson.gz"));
    Files.write(folder.resolve("batch-7.ndjson.gz"), Arrays.copyOf(whole, 20));
    archive(9, "{\"kind\":\"batch\",\"id\":9}");

    Result result = search("");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("batch-7.ndjson.gz is not whole", "batch-9.ndjson.gz");
    assertThat(result.out()).contains("workunit 21");
  }

  @Test
  void showTellsAllOfOneWorkunit() {
    assertThat(run("show", "12").out()).contains("\"TOO_MANY_ERROR\"", "\"host\" : 4");

    Result none = run("show", "13");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("There is no workunit 13 in the archive");
  }

  @Test
  void whereThereIsNoArchiveIsSaid() {
    Result result =
        new CommandLineRun(Map.of(), Path.of("")).run("archive", "search", "--folder", "/nowhere");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("There is no archive in /nowhere");
  }

  private Result search(String options) {
    List<String> args = new ArrayList<>(List.of("search"));
    args.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    return run(args.toArray(String[]::new));
  }

  private Result run(String... args) {
    List<String> all = new ArrayList<>(List.of("archive"));
    all.addAll(List.of(args));
    all.addAll(List.of("--folder", folder.toString()));
    return new CommandLineRun(Map.of(), Path.of("")).run(all.toArray(String[]::new));
  }

  private static String workunit(
      long batch, long id, int position, String parameter, String errors, long one, long other) {
    return ("{\"kind\":\"workunit\",\"id\":%d,\"batch\":%d,\"position\":%d,\"parameter\":\"%s\","
            + "\"errors\":%s,\"results\":[{\"id\":1,\"host\":%d},{\"id\":2,\"host\":%d}]}")
        .formatted(id, batch, position, parameter, errors, one, other);
  }

  private void archive(long batch, String... lines) throws IOException {
    Path file = folder.resolve("batch-" + batch + ".ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
