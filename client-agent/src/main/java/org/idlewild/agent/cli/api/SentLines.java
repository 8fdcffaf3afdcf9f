package org.idlewild.agent.cli.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the lines that are read. */
final class SentLines extends FilterInputStream {
  private final LongConsumer view;
  private long lines;

  /** The view is told the count after each piece that is read. */
  SentLines(InputStream in, LongConsumer view) {
    super(in);
    this.view = view;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int read = super.read(buffer, from, length);
    for (int i = from; i < from + read; i++) {
      lines += buffer[i] == '\n' ? 1 : 0;
    }
    view.accept(lines);
    return read;
  }
}
