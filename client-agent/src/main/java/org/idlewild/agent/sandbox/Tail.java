package org.idlewild.agent.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The last bytes of a stream. */
public final class Tail {
  private final byte[] ring;
  private long total;

  /** Keeps as many bytes. */
  public Tail(int limit) {
    ring = new byte[limit];
  }

  /** Takes some more. */
  public synchronized void add(byte[] bytes, int length) {
    for (int i = Math.max(0, length - ring.length); i < length; i++) {
      ring[(int) ((total + i) % ring.length)] = bytes[i];
    }
    total += length;
  }

  /**
   * As text of at most as many bytes: what is not UTF-8 is left out, so that no replacement makes
   * it longer.
   */
  public synchronized String text() {
    int length = (int) Math.min(total, ring.length);
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      last[i] = ring[(int) ((total - length + i) % ring.length)];
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.IGNORE)
          .onUnmappableCharacter(CodingErrorAction.IGNORE)
          .decode(ByteBuffer.wrap(last))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("Malformed input is ignored.", e);
    }
  }
}
