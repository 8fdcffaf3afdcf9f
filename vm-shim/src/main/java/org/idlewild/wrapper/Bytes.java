package org.idlewild.wrapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file's bytes, little endian; whatever would be read outside of them is malformed. */
final class Bytes {
  private static final int LONGEST_TEXT = 4096;

  private final ByteBuffer bytes;

  // Names may overlap, so that a small file could ask for gigabytes of text.
  private long textLeft = 16L << 20;

  Bytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  long size() {
    return bytes.limit();
  }

  int u8(long at, String what) throws MalformedProgram {
    return bytes.get(checked(at, 1, what)) & 0xff;
  }

  int u16(long at, String what) throws MalformedProgram {
    return bytes.getShort(checked(at, 2, what)) & 0xffff;
  }

  long u32(long at, String what) throws MalformedProgram {
    return bytes.getInt(checked(at, 4, what)) & 0xffffffffL;
  }

  long i64(long at, String what) throws MalformedProgram {
    return bytes.getLong(checked(at, 8, what));
  }

  /** The printable ASCII text up to the next zero byte. */
  String text(long at, String what) throws MalformedProgram {
    StringBuilder text = new StringBuilder();
    for (long i = at; ; i++) {
      int c = u8(i, what);
      if (c == 0) {
        return text.toString();
      }
      if (c < 0x20 || c > 0x7e) {
        throw new MalformedProgram(i, what + " holds a byte that is no printable ASCII.");
      }
      if (text.length() == LONGEST_TEXT || textLeft-- <= 0) {
        throw new MalformedProgram(at, what + " is too long.");
      }
      text.append((char) c);
    }
  }

  int checked(long at, long length, String what) throws MalformedProgram {
    if (at < 0 || length < 0 || at > size() - length) {
      throw new MalformedProgram(
          at,
          "%s needs %d bytes, but the file ends at 0x%x: it is truncated or points outside."
              .formatted(what, length, size()));
    }
    return (int) at;
  }
}
