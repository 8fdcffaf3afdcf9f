package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.idlewild.agent.cli.api.CommandFailed;

/** A server's data folder. */
public final class DataFolder {
  private DataFolder() {}

  /**
   * Makes the folder if it is not there; fails with one sentence when it cannot be written or when
   * a running server holds it. The lock itself is the server's: it is not kept here.
   */
  public static void require(Path data) {
    try {
      make(data);
      try (FileChannel channel =
              FileChannel.open(
                  data.resolve("server.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw inUse(data);
        }
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(data);
    } catch (IOException e) {
      throw CommandFailed.failed("The data folder %s cannot be written.", data);
    }
  }

  /** A new one is for its owner alone: it holds the operator's token and everybody's files. */
  private static void make(Path data) throws IOException {
    if (!Files.exists(data)) {
      Files.createDirectories(data);
      if (Files.getFileStore(data).supportsFileAttributeView(PosixFileAttributeView.class)) {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  private static CommandFailed inUse(Path data) {
    return CommandFailed.failed("The data folder %s is in use by a server that runs.", data);
  }
}
