package org.idlewild.agent.sandbox.evm;

import java.io.OutputStream;
import java.util.Arrays;
import org.idlewild.agent.sandbox.Tail;

/** A stream of which the end is kept. */
final class Tailed extends OutputStream {
  private static final int BYTES = 64 * 1024;

  private final Tail tail = new Tail(BYTES);

  @Override
  public void write(int value) {
    tail.add(new byte[] {(byte) value}, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    tail.add(Arrays.copyOfRange(bytes, from, from + count), count);
  }

  String text() {
    return tail.text();
  }
}
