package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileLock;
import java.nio.file.Files;
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
   * @param sha256 of the whole
   * @param offset of this piece; must be where the last one ended
   * @param total size of the whole; -1 when this is all of it and nobody knows
   * @param limit most bytes of the whole
   */
  public record Piece(String key, String sha256, long offset, long total, long limit) {}

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
    Optional<FileLock> taken = files.take(piece.key());
    if (taken.isEmpty()) {
      throw new Refused(Refused.Reason.CONFLICT, "this file is being uploaded already");
    }
    try (FileLock lock = taken.get()) {
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
    if (!file.sha256().equals(piece.sha256())) {
      Files.deleteIfExists(path);
      throw new Refused(
          Refused.Reason.MALFORMED,
          "the file's SHA-256 is " + file.sha256() + ", not " + piece.sha256() + " as announced");
    }
    Faults.at(Point.PIECE_CHECKED);
    return new Arrived(file, path);
  }
}
