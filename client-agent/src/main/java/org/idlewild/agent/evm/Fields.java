package org.idlewild.agent.evm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a frame's payload field by field, and says where it is too short or too long. */
final class Fields {
  private final ByteBuffer rest;

  Fields(byte[] payload) {
    rest = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8() throws BadFrame {
    return Byte.toUnsignedInt(take(1).get());
  }

  int u16() throws BadFrame {
    return Short.toUnsignedInt(take(2).getShort());
  }

  long u32() throws BadFrame {
    return Integer.toUnsignedLong(take(4).getInt());
  }

  /** A count that no honest program brings beyond what a long holds. */
  long u64() throws BadFrame {
    long value = take(8).getLong();
    if (value < 0) {
      throw new BadFrame("A number beyond all counting.");
    }
    return value;
  }

  byte[] bytes(int count) throws BadFrame {
    byte[] bytes = new byte[count];
    take(count).get(bytes);
    return bytes;
  }

  /** What is no UTF-8 comes out as replacement characters: it is only shown and compared. */
  String text() throws BadFrame {
    return new String(bytes(u16()), StandardCharsets.UTF_8);
  }

  void end() throws BadFrame {
    if (rest.hasRemaining()) {
      throw new BadFrame(rest.remaining() + " bytes more than a frame of its type has.");
    }
  }

  private ByteBuffer take(int count) throws BadFrame {
    if (rest.remaining() < count) {
      throw new BadFrame("A frame that ends too early.");
    }
    return rest;
  }
}
