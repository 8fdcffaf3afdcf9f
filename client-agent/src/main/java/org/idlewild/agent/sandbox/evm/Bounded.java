package org.idlewild.agent.sandbox.evm;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that fails when it is given too much. */
final class Bounded extends FilterOutputStream {
  private long left;

  Bounded(OutputStream out, long maxBytes) {
    super(out);
    this.left = maxBytes;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int fits = (int) Math.min(count, left);
    out.write(bytes, from, fits);
    left -= fits;
    if (fits < count) {
      throw new IOException("It is more than may be written.");
    }
  }
}
