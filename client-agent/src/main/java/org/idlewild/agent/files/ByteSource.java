package org.idlewild.agent.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where files come from. */
public interface ByteSource {

  /**
   * Opens a file.
   *
   * @param sha256 which
   * @param offset the first byte wanted; the source may start at 0 all the same
   * @throws Refused when the source will not give it
   * @throws IOException when it cannot give it now
   */
  Part open(String sha256, long offset) throws IOException;

  /**
   * A file from some byte on.
   *
   * @param start the first byte's position in the file
   * @param body the bytes
   */
  record Part(long start, InputStream body) implements Closeable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
