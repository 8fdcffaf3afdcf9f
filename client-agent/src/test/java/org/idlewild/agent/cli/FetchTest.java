package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
  private static final String OUTPUT = "2\n3\n5\n7\n";
  private static final String PATH = "GET /api/v1/batches/7/output";

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;
  private Path file;
  private Path part;

  @BeforeEach
  void tellTheBatch() throws Exception {
    file = folder.resolve("out");
    part = folder.resolve("out.part");
    String sha256 = Sha256.of(Files.writeString(folder.resolve("expected"), OUTPUT)).hex();
    server.answers(
        "GET /api/v1/batches/7",
        200,
        String.format(
            "{\"id\":7,\"state\":\"COMPLETE\",\"output\":{\"sha256\":\"%s\",\"bytes\":%d},"
                + "\"progress\":{\"total\":1,\"done\":1}}",
            sha256, OUTPUT.length()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Result fetch() {
    return new CommandLineRun(server).run("fetch", "7", "-o", file.toString());
  }

  @Test
  void writesTheOutput() {
    server.answers(PATH, 200, OUTPUT);

    assertThat(fetch().status()).isZero();
    assertThat(file).hasContent(OUTPUT);
    assertThat(part).doesNotExist();
  }

  @Test
  void continuesWhereAnEarlierTryBrokeOff() throws Exception {
    Files.writeString(part, "2\n3\n");
    server.answers(PATH, 206, "5\n7\n");

    assertThat(fetch().status()).isZero();
    assertThat(file).hasContent(OUTPUT);
    assertThat(server.asked(PATH).get(0).header("Range")).isEqualTo("bytes=4-");
  }

  @Test
  void takesTheWholeWhenTheServerGivesTheWhole() throws Exception {
    Files.writeString(part, "old");
    server.answers(PATH, 200, OUTPUT);

    assertThat(fetch().status()).isZero();
    assertThat(file).hasContent(OUTPUT);
  }

  @Test
  void aPartOfSomethingElseIsThrownAway() throws Exception {
    Files.writeString(part, "9\n9\n");
    server.answers(PATH, 206, "5\n7\n");
    server.answers(PATH, 200, OUTPUT);

    assertThat(fetch().status()).isZero();
    assertThat(file).hasContent(OUTPUT);
  }

  @Test
  void aConnectionThatEndsEarlyIsTakenUpAgain() {
    server.answers(PATH, 200, "2\n3\n");
    server.answers(PATH, 206, "5\n7\n");

    assertThat(fetch().status()).isZero();
    assertThat(file).hasContent(OUTPUT);
  }

  @Test
  void damagedOutputNeverGetsTheFilesName() {
    server.answers(PATH, 200, "2\n3\n5\n8\n");

    Result result = fetch();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("arrived damaged").hasLineCount(1);
    assertThat(file).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void aFolderThatIsMissingIsOneSentence() {
    server.answers(PATH, 200, OUTPUT);

    Result result =
        new CommandLineRun(server).run("fetch", "7", "-o", folder.resolve("no/out").toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("cannot be written").hasLineCount(1);
  }

  @Test
  void aBatchWithoutOutputSaysHowFarItIs() {
    server.answers(
        "GET /api/v1/batches/8",
        200,
        "{\"id\":8,\"state\":\"RUNNING\",\"output\":null,\"progress\":{\"total\":5,\"done\":2}}");

    Result result = new CommandLineRun(server).run("fetch", "8", "-o", file.toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err().strip())
        .isEqualTo("Batch 8 is RUNNING and has no output: 2 of 5 workunits are done.");
  }
}
