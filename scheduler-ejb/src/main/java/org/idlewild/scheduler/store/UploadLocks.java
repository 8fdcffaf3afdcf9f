package org.idlewild.scheduler.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps two uploads of one file apart, whichever nodes they come through. Each upload is a byte of
 * one file that is never written: the system lets go of it when a node ends, however it ends.
 * Threads: any.
 */
final class UploadLocks {
  private final Path file;
  private FileChannel channel;

  UploadLocks(Path file) {
    this.file = file;
  }

  /** Takes an upload, until the lock is closed; empty when somebody has it. */
  Optional<FileLock> take(String key) throws IOException {
    try {
      return Optional.ofNullable(channel().tryLock(place(key), 1, false));
    } catch (OverlappingFileLockException inThisProcess) {
      return Optional.empty();
    }
  }

  /** Two keys in one place are as good as never met, and would only have to wait for each other. */
  private static long place(String key) {
    UUID spread = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    return spread.getMostSignificantBits() >>> 2;
  }

  /** Open for good: to close one of two channels on a file would lose the locks of both. */
  private synchronized FileChannel channel() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return channel;
  }
}
