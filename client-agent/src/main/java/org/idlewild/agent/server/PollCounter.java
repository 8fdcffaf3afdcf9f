package org.idlewild.agent.server;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.idlewild.protocol.PollMark;

/**
 * Numbers the polls. Used by one thread alone.
 *
 * <p>INVARIANT: a number is on the disk before it is used, so that not even a power cut lets the
 * server take this agent for a copy of itself.
 */
public final class PollCounter {
  private final Path file;
  private final String instance;

  /**
   * Makes one.
   *
   * @param instance drawn anew at each start: letters and digits
   */
  public PollCounter(Path file, String instance) {
    this.file = file;
    this.instance = instance;
  }

  /** The next poll's mark. */
  PollMark next() throws IOException {
    long number = 1 + last();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
      out.write(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
      out.getFD().sync();
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return new PollMark(number, instance);
  }

  private long last() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      throw new IOException("The file " + file + " must hold a number.", e);
    }
  }
}
