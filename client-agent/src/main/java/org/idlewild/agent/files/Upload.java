package org.idlewild.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Sends an output in pieces, from where the server stopped. */
public final class Upload {
  /** A piece is held in memory, and is what a broken connection costs at most. */
  public static final int PIECE = 4 << 20;

  private static final int STALLS = 3;

  private Upload() {}

  /**
   * Sends.
   *
   * @param resume whether an earlier attempt may have left something there; if not, a round trip is
   *     saved
   * @throws IOException when it did not get through; may be called again with {@code resume}
   */
  public static void send(ByteSink sink, Outgoing output, boolean resume) throws IOException {
    ByteSink.Held held = resume ? sink.held(output) : new ByteSink.Held(0, false);
    int stalls = 0;
    try (FileChannel file =
        FileChannel.open(
            output.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      while (!held.complete()) {
        ByteSink.Held next = sink.put(output, held.offset(), piece(file, held.offset()));
        stalls = next.offset() > held.offset() ? 0 : stalls + 1;
        if (!next.complete() && stalls >= STALLS) {
          throw new IOException("The server takes no more of the output " + output.name() + ".");
        }
        held = next;
      }
    }
  }

  private static byte[] piece(FileChannel file, long offset) throws IOException {
    int length = (int) Math.max(0, Math.min(PIECE, file.size() - offset));
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int read = 0;
    while (read >= 0 && buffer.hasRemaining()) {
      read = file.read(buffer, offset + buffer.position());
    }
    return buffer.array();
  }
}
