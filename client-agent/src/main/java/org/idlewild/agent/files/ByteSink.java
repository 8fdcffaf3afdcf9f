package org.idlewild.agent.files;

import java.io.IOException;

/** Where outputs go. */
public interface ByteSink {

  /**
   * Asks how much of an output is there already.
   *
   * @throws Refused when nobody wants it any more
   */
  Held held(Outgoing output) throws IOException;

  /**
   * Sends a piece.
   *
   * @param output the whole file's name, size and checksum
   * @param offset where the piece starts
   * @param piece the bytes
   * @throws Refused when nobody wants it any more, or not like this
   * @throws Corrupt when the whole file arrived and its checksum was wrong; nothing of it is kept
   */
  Held put(Outgoing output, long offset, byte[] piece) throws IOException;

  /**
   * What the other side has.
   *
   * @param offset the next byte it wants
   * @param complete whether it has all
   */
  record Held(long offset, boolean complete) {}
}
