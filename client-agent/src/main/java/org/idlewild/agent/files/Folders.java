package org.idlewild.agent.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that strangers filled: links in them are never followed. */
public final class Folders {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final int LONGEST_PATH = 4000;

  private Folders() {}

  /** Makes a folder, and those above it, that only its owner can look into. */
  public static Path createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder, owner());
    if (POSIX) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }

  private static FileAttribute<?>[] owner() {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes a folder with all that is in it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(folder, new Deletion());
  }

  /** The sizes of all files in a folder together; what cannot be read counts nothing. */
  public static long size(Path folder) throws IOException {
    Sum sum = new Sum();
    Files.walkFileTree(folder, sum);
    return sum.bytes;
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    /** A program may have taken away the permissions of its own folders. */
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (POSIX && !(Files.isReadable(folder) && Files.isWritable(folder))) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    /** An unreadable folder: open it up and go in again. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (!POSIX || Files.isReadable(file) || Files.isSymbolicLink(file)) {
        throw failure;
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
      Folders.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      if (file.toString().length() > LONGEST_PATH) {
        bytes = Long.MAX_VALUE / 2; // Nested so deeply that it can only be meant to hide something.
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Whether a name that a stranger gave is a plain file name, without any folder. */
  public static boolean isPlainName(String name) {
    return name != null && name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}");
  }
}
