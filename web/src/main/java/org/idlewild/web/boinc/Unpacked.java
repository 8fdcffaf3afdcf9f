package org.idlewild.web.boinc;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What was packed by gzip; who reads it hears what is wrong with it. Used by one thread. */
final class Unpacked extends InputStream {
  private final InputStream packed;
  private InputStream plain;

  Unpacked(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    return plain().read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return plain().read(into, from, length);
  }

  private InputStream plain() throws IOException {
    if (plain == null) {
      plain = new GZIPInputStream(packed);
    }
    return plain;
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
