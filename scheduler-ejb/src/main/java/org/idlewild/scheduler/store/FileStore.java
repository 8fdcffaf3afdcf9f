package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.FileSettings;
import org.idlewild.work.StoredFile;

/**
 * Contents by their hash, in a folder: {@code files/ab/abcd...}; what is on its way lies in {@code
 * files/incoming}. Threads: any.
 */
@Singleton
public class FileStore {
  private static final long LEAST_FREE = 1L << 20;

  private final Path root;
  private final Path incoming;

  @Inject
  public FileStore(FileSettings settings) {
    root = settings.folder();
    incoming = root.resolve("incoming");
    try {
      Files.createDirectories(incoming);
    } catch (IOException failure) {
      throw new UncheckedIOException("the folder " + root + " could not be made", failure);
    }
  }

  /** Whether there is hardly any room left. */
  public boolean isFull() {
    try {
      return Files.getFileStore(root).getUsableSpace() < LEAST_FREE;
    } catch (IOException failure) {
      return false;
    }
  }

  /** A new place for a file on its way. */
  public Path temporary() throws IOException {
    return Files.createTempFile(incoming, "new-", ".part");
  }

  /**
   * The place of an upload that may come in several pieces; {@code key} is letters, digits and
   * hyphens.
   */
  public Path partial(String key) {
    return incoming.resolve(key + ".part");
  }

  /** Reads a content. */
  public FileContent content(StoredFile file) {
    Path path = path(file.sha256());
    return new FileContent(file.sha256(), file.bytes(), offset -> open(path, offset));
  }

  private static InputStream open(Path path, long offset) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.READ);
    try {
      return Channels.newInputStream(channel.position(offset));
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /**
   * Deletes what has been on its way for too long: uploads that nobody goes on with, and what a
   * crash left.
   *
   * @return how many files
   */
  public int sweep(Instant untouchedSince) throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> arriving = Files.newDirectoryStream(incoming)) {
      for (Path file : arriving) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(untouchedSince)) {
          swept += Files.deleteIfExists(file) ? 1 : 0;
        }
      }
    }
    return swept;
  }

  /** Moves a file to where its content belongs; afterwards it survives a loss of power. */
  void adopt(Path temporary, String sha256) throws IOException {
    Path path = path(sha256);
    if (Files.exists(path)) {
      Files.deleteIfExists(temporary);
      Faults.at(Point.COPY_DROPPED);
      return;
    }
    Files.createDirectories(path.getParent());
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Faults.at(Point.CONTENT_SYNCED);
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    Faults.at(Point.CONTENT_MOVED);
  }

  void delete(String sha256) throws IOException {
    Files.deleteIfExists(path(sha256));
  }

  private Path path(String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
