package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that is a disk of its own with little room: a tmpfs, which root alone may mount. */
final class SmallDisk implements AutoCloseable {
  private static final int MEBIBYTES = 16;

  private final Path folder;
  private final String refusal;

  private SmallDisk(Path folder, String refusal) {
    this.folder = folder;
    this.refusal = refusal;
  }

  /** Mounts one over a folder; where that is not allowed, the folder stays what it was. */
  static SmallDisk over(Path folder) throws IOException {
    String size = "size=" + MEBIBYTES + "m";
    return new SmallDisk(
        folder, run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()));
  }

  /** Fails with a sentence where it could not be mounted. */
  void requireSmall() {
    assertThat(refusal).as("a full disk is a tmpfs here, which needs root").isEmpty();
  }

  /** Takes all room that is left. */
  void fill() throws IOException {
    byte[] page = new byte[4096];
    try (OutputStream out =
        Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (folder.toFile().getUsableSpace() > 0) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  /** Gives the room back. */
  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    if (refusal.isEmpty()) {
      // Lazily: a server that is still stopping has files in it.
      assertThat(run("umount", "--lazy", folder.toString())).isEmpty();
    }
  }

  /** Empty when it went well, else what it said. */
  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      return status == 0 ? "" : command[0] + " ended with " + status + ": " + said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
