package org.idlewild.agent.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A copy of a file that a running program writes again and again. */
public final class Snapshot {
  private Snapshot() {}

  /**
   * Takes one.
   *
   * <p>The file is first linked to a place that the program does not reach, and only then looked
   * at: a link that the program put there is linked itself and never followed.
   *
   * @param file the program's
   * @param kept where the copy goes, on the same disk; the last one stays when none can be taken
   * @param maxBytes a larger one is not copied
   * @return the copy's checksum; empty when there is no such file, it is too large, or it changed
   *     meanwhile
   */
  public static Optional<Blob> take(Path file, Path kept, long maxBytes) throws IOException {
    Path link = kept.resolveSibling(kept.getFileName() + ".link");
    Path fresh = kept.resolveSibling(kept.getFileName() + ".new");
    Files.deleteIfExists(link);
    try {
      Files.createLink(link, file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      if (!copied(link, fresh, maxBytes)) {
        return Optional.empty();
      }
    } finally {
      Files.deleteIfExists(link);
    }
    Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return Optional.of(new Blob(Sha256.of(kept), Files.size(kept)));
  }

  private static boolean copied(Path link, Path fresh, long maxBytes) throws IOException {
    BasicFileAttributes before = attributes(link);
    if (!before.isRegularFile() || before.size() > maxBytes) {
      return false;
    }
    try (InputStream from = Files.newInputStream(link, LinkOption.NOFOLLOW_LINKS);
        OutputStream to = Files.newOutputStream(fresh)) {
      copy(from, to, before.size());
    }
    BasicFileAttributes after = attributes(link);
    // A program that writes in place, not by renaming, may be caught in the middle.
    return before.size() == after.size()
        && before.lastModifiedTime().equals(after.lastModifiedTime());
  }

  private static void copy(InputStream from, OutputStream to, long bytes) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = bytes;
    while (left > 0) {
      int read = from.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
