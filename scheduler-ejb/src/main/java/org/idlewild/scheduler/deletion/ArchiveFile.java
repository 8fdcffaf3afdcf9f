package org.idlewild.scheduler.deletion;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A batch's file in the archive: lines of JSON, compressed. It has its name only when all of it is
 * on the disk.
 */
final class ArchiveFile implements AutoCloseable {
  private final Path folder;
  private final Path temporary;
  private final Writer out;

  ArchiveFile(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.temporary = Files.createTempFile(folder, ".batch-", ".part");
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(temporary), 1 << 16),
                StandardCharsets.UTF_8));
  }

  void add(JsonLine line) throws IOException {
    out.append(line.toString()).append('\n');
  }

  /** Nothing more comes; what is there survives a loss of power from now on. */
  void finish() throws IOException {
    out.close();
    force(temporary, StandardOpenOption.WRITE);
  }

  /** Gives the finished file its name. One of the same name is replaced. */
  void publish(long batch) {
    try {
      Files.move(
          temporary,
          folder.resolve("batch-" + batch + ".ndjson.gz"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      force(folder, StandardOpenOption.READ);
    } catch (IOException failure) {
      throw new UncheckedIOException("the archive of batch " + batch + " has no name", failure);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /** Throws away what was not published. */
  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(temporary);
    }
  }
}
