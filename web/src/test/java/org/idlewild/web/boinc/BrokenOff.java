package org.idlewild.web.boinc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A body in the midst of which the connection breaks. */
final class BrokenOff extends InputStream {
  private BrokenOff() {}

  static InputStream after(String text) {
    return new SequenceInputStream(new ByteArrayInputStream(Recorded.bytes(text)), new BrokenOff());
  }

  @Override
  public int read() throws IOException {
    throw new IOException("the connection broke");
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return read();
  }
}
