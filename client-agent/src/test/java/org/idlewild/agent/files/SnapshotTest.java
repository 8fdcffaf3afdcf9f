package org.idlewild.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path folder;
  private Path file;
  private Path kept;

  @BeforeEach
  void aWorkingFolder() throws IOException {
    file = Files.createDirectories(folder.resolve("work")).resolve("state");
    kept = folder.resolve("checkpoint");
  }

  @Test
  void aFileIsCopiedWithItsChecksum() throws IOException {
    Files.writeString(file, "half");

    assertThat(Snapshot.take(file, kept, 100))
        .contains(new Blob(Sha256.of("half".getBytes(java.nio.charset.StandardCharsets.UTF_8)), 4));
    assertThat(kept).hasContent("half");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("work", "checkpoint");
  }

  @Test
  void whatIsNotThereOrTooLargeLeavesTheLastOne() throws IOException {
    assertThat(Snapshot.take(file, kept, 100)).isEmpty();
    Files.writeString(file, "half");
    assertThat(Snapshot.take(file, kept, 4)).isPresent();

    Files.writeString(file, "more!");

    assertThat(Snapshot.take(file, kept, 4)).isEmpty();
    assertThat(kept).hasContent("half");
  }

  @Test
  void aLinkIsNotFollowedAndAPipeKeepsNobodyWaiting() throws Exception {
    Files.createSymbolicLink(file, Files.writeString(folder.resolve("secret"), "secret"));
    assertThat(Snapshot.take(file, kept, 100)).isEmpty();
    Files.delete(file);
    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    assertThat(Snapshot.take(file, kept, 100)).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);

    assertThat(attempt()).isTrue();
    assertThat(kept).doesNotExist();
  }

  /** A folder cannot be linked; that is a failure like any other. */
  private boolean attempt() {
    try {
      return Snapshot.take(file, kept, 100).isEmpty();
    } catch (IOException e) {
      return true;
    }
  }
}
