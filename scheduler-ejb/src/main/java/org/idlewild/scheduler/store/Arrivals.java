package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.StoredFile;

/**
 * Files on their way in: whole ones, and such as come in pieces. Nothing of a file is visible
 * before all of it is here and its hash is right. To be called outside transactions. Threads: any;
 * one upload of a key at a time, on all nodes.
 */
@Singleton
public class Arrivals {
  private final FileStore files;

  @Inject
  Arrivals(FileStore files) {
    this.files = files;
  }

  /** A file that is all here. */
  public record Arrived(StoredFile file, Path path) {}

  /**
   * A piece of an upload.
   *
   * @param key names the upload: letters, digits and hyphens
   * @param checksum of the whole
   * @param offset of this piece; must be where the last one ended
   * @param total size of the whole; -1 when this is all of it and nobody knows
   * @param limit most bytes of the whole
   */
  public record Piece(String key, Checksum checksum, long offset, long total, long limit) {}

  /** Takes a whole file of any hash. */
  public Arrived whole(InputStream content, long limit) throws IOException {
    Path path = temporary();
    try {
      Faults.at(Point.WHOLE_BEGUN);
      Digests.copy(content, path, limit, StandardOpenOption.WRITE);
      Faults.at(Point.WHOLE_WRITTEN);
      return new Arrived(Digests.of(path), path);
    } catch (IOException failure) {
      Files.deleteIfExists(path);
      throw Outage.ofWriting(failure);
    } catch (RuntimeException failure) {
      Files.deleteIfExists(path);
      throw failure;
    }
  }

  private Path temporary() throws IOException {
    try {
      return files.temporary();
    } catch (IOException failure) {
      throw Outage.ofWriting(failure);
    }
  }

  /** How many bytes of an upload are here. */
  public long offset(String key) {
    try {
      Path path = files.partial(key);
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException failure) {
      return 0;
    }
  }

  /**
   * The same for those who take a size for word that the file was kept, and do not say how many
   * bytes it has: one byte less, which is dropped, so that a file that a crash left whole and
   * unchecked is not mistaken for one that was kept.
   *
   * @throws Refused CONFLICT while somebody brings more of it
   */
  public long rewound(String key) throws IOException {
    try (FileLock lock = take(key);
        FileChannel partial = FileChannel.open(files.partial(key), StandardOpenOption.WRITE)) {
      long less = Math.max(0, partial.size() - 1);
      return lock.isValid() ? partial.truncate(less).size() : 0;
    } catch (NoSuchFileException nothing) {
      return 0;
    }
  }

  private FileLock take(String key) throws IOException {
    return files
        .take(key)
        .orElseThrow(
            () -> new Refused(Refused.Reason.CONFLICT, "this file is being uploaded already"));
  }

  /**
   * Takes a piece; what came before a broken connection stays, and the upload goes on from there.
   *
   * @return the file, when this was the last piece
   * @throws Refused CONFLICT with the offset for a piece that does not fit, TOO_LARGE, MALFORMED
   *     for a wrong hash (then nothing is kept)
   */
  public Optional<Arrived> piece(Piece piece, InputStream content) throws IOException {
    if (piece.total() > piece.limit()) {
      throw new Refused(
          Refused.Reason.TOO_LARGE,
          "the file has " + piece.total() + " bytes; " + piece.limit() + " are allowed");
    }
    try (FileLock lock = take(piece.key())) {
      return lock.isValid() ? append(piece, content) : Optional.empty();
    }
  }

  private Optional<Arrived> append(Piece piece, InputStream content) throws IOException {
    Path path = files.partial(piece.key());
    if (piece.total() < 0 || piece.offset() == 0) {
      Files.deleteIfExists(path);
    }
    long here = offset(piece.key());
    if (piece.offset() != here) {
      throw Refused.wrongOffset(here);
    }
    long most = (piece.total() < 0 ? piece.limit() : piece.total()) - here;
    Faults.at(Point.PIECE_BEGUN);
    try {
      Digests.copy(content, path, most, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (Refused tooLarge) {
      Files.deleteIfExists(path);
      throw tooLarge;
    } catch (IOException failure) {
      // What is here stays: the upload goes on from there.
      throw Outage.ofWriting(failure);
    }
    Faults.at(Point.PIECE_WRITTEN);
    return piece.total() < 0 || Files.size(path) == piece.total()
        ? Optional.of(check(piece, whole(path)))
        : Optional.empty();
  }

  /** Under a name of its own, so that whoever sends it again does not write into it. */
  private Path whole(Path path) throws IOException {
    return Files.move(path, temporary(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Arrived check(Piece piece, Path path) throws IOException {
    StoredFile file = Digests.of(path);
    Checksum found = piece.checksum().of(file, path);
    if (!found.equals(piece.checksum())) {
      Files.deleteIfExists(path);
      throw new Refused(
          Refused.Reason.MALFORMED,
          String.format(
              "the file's %s is %s, not %s as announced",
              found.kind(), found.hex(), piece.checksum().hex()));
    }
    Faults.at(Point.PIECE_CHECKED);
    return new Arrived(file, path);
  }
}
