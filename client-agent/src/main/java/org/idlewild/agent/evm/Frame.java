package org.idlewild.agent.evm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What goes over the portal's line: the length of what follows in 32 bits, a type in 16 bits and
 * the payload, all little endian.
 *
 * @param type what the payload is
 * @param payload belongs to the frame
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; bytes on their way.
record Frame(int type, byte[] payload) {
  static final int LARGEST = 1 << 20;
  private static final int TYPE_BYTES = 2;

  /** Reads one, or fails: with {@link EOFException} where the line ends. */
  static Frame read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = Integer.reverseBytes(data.readInt());
    if (length < TYPE_BYTES || length > LARGEST) {
      throw new BadFrame("A frame of " + Integer.toUnsignedString(length) + " bytes.");
    }
    int type = Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
    byte[] payload = new byte[length - TYPE_BYTES];
    data.readFully(payload);
    return new Frame(type, payload);
  }

  /** As it goes over the line. */
  byte[] bytes() {
    return little(4 + TYPE_BYTES + payload.length)
        .putInt(TYPE_BYTES + payload.length)
        .putShort((short) type)
        .put(payload)
        .array();
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
