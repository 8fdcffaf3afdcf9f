package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.settings.FileSettings;
import org.idlewild.work.StoredFile;

/**
 * Contents by their hash, in a folder: {@code files/ab/abcd...}; what is on its way lies in {@code
 * files/incoming}. Threads: any.
 */
@Singleton
public class FileStore {
  private final Path root;
  private final Path incoming;
  private final UploadLocks uploads;

  @Inject
  public FileStore(FileSettings settings) {
    root = settings.folder();
    incoming = root.resolve("incoming");
    uploads = new UploadLocks(root.resolve("uploads.lock"));
    try {
      Files.createDirectories(incoming);
    } catch (IOException failure) {
      throw new UncheckedIOException("the folder " + root + " could not be made", failure);
    }
  }

  /** A new place for a file on its way. */
  public Path temporary() throws IOException {
    return Files.createTempFile(incoming, "new-", ".part");
  }

  /** A new folder for files that are of use to nobody else. */
  Path temporaryFolder() throws IOException {
    return Files.createTempDirectory(incoming, "work-");
  }

  /**
   * The place of an upload that may come in several pieces; {@code key} is letters, digits and
   * hyphens.
   */
  public Path partial(String key) {
    return incoming.resolve(key + ".part");
  }

  /** Takes an upload that may come in several pieces; empty when somebody has it, on any node. */
  Optional<FileLock> take(String key) throws IOException {
    return uploads.take(key);
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
          deleteAll(file);
          swept++;
        }
      }
    }
    return swept;
  }

  /** Deletes a file, or a folder with all that is in it; links are not followed. */
  static void deleteAll(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
        for (Path each : inside) {
          deleteAll(each);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  /** A content that lies in the store. */
  public record Found(String sha256, long bytes, Instant touched) {}

  /** The contents after one in the order of their names; what else lies there is left out. */
  public List<Found> after(String sha256, int limit) throws IOException {
    List<Found> found = new ArrayList<>();
    int folder = sha256.isEmpty() ? 0 : Integer.parseInt(sha256.substring(0, 2), 16);
    for (; folder < 256 && found.size() < limit; folder++) {
      Path inside = root.resolve(String.format("%02x", folder));
      for (String name : names(inside, sha256, limit - found.size())) {
        found.add(found(inside.resolve(name)));
      }
    }
    return found;
  }

  /** The first names after one; a folder of any size takes the memory of those. */
  private static SortedSet<String> names(Path folder, String after, int limit) throws IOException {
    TreeSet<String> first = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return first;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9a-f]{64}") && name.compareTo(after) > 0) {
          first.add(name);
        }
        if (first.size() > limit) {
          first.pollLast();
        }
      }
    }
    return first;
  }

  private static Found found(Path file) throws IOException {
    try {
      return new Found(
          file.getFileName().toString(),
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException gone) {
      // Deleted since it was listed: too young to be of interest.
      return new Found(file.getFileName().toString(), 0, Instant.MAX);
    }
  }

  /** Whether a content lies in the store. */
  public boolean has(String sha256) {
    return Files.exists(path(sha256));
  }

  /** Moves a file to where its content belongs; afterwards it survives a loss of power. */
  void adopt(Path temporary, String sha256) throws IOException {
    Path path = path(sha256);
    if (Files.exists(path)) {
      Files.deleteIfExists(temporary);
      return;
    }
    Files.createDirectories(path.getParent());
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String sha256) throws IOException {
    Files.deleteIfExists(path(sha256));
  }

  private Path path(String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
