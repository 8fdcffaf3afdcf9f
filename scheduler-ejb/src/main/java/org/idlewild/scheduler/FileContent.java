package org.idlewild.scheduler;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to be sent to somebody.
 *
 * @param sha256 names its content
 * @param bytes its size
 * @param opener reads it
 */
public record FileContent(String sha256, long bytes, Opener opener) {

  /** Reads a file from anywhere. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the file at a byte; the caller closes it.
     *
     * @throws IOException when it cannot be read
     */
    InputStream open(long offset) throws IOException;
  }

  /** Opens the file at a byte; the caller closes it. */
  public InputStream open(long offset) throws IOException {
    return opener.open(offset);
  }
}
