package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.idlewild.scheduler.Refused;

/**
 * How much of all requests is in memory at once; what is read of one takes some five times its
 * length. The beginning of each needs no room, so what clients usually send always gets in.
 * Threads: any.
 */
@Singleton
class RequestRoom {
  private static final int ALL = 32 << 20;
  private static final int BEGINNING = 256 << 10;

  private final Semaphore room;
  private final int beginning;

  @Inject
  RequestRoom() {
    this(ALL, BEGINNING);
  }

  /**
   * Of another size.
   *
   * @param all bytes of all requests beyond their beginnings
   * @param beginning bytes of each that need no room
   */
  RequestRoom(int all, int beginning) {
    this.room = new Semaphore(all);
    this.beginning = beginning;
  }

  /** For one request, until it is closed. */
  Share share() {
    return new Share();
  }

  /** What one request has of the room. Used by one thread. */
  final class Share implements AutoCloseable {
    private long read;
    private int taken;

    /** The same bytes; reading them throws {@link Refused} BUSY when there is no room for them. */
    InputStream of(InputStream body) {
      return new FilterInputStream(body) {
        @Override
        public int read() throws IOException {
          int octet = in.read();
          take(octet < 0 ? 0 : 1);
          return octet;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          int count = in.read(into, from, length);
          take(Math.max(0, count));
          return count;
        }
      };
    }

    private void take(int bytes) {
      read += bytes;
      int more = (int) (Math.max(0, read - beginning) - taken);
      if (more > 0 && !room.tryAcquire(more)) {
        throw new Refused(
            Refused.Reason.BUSY, "the server is reading too many large requests; try again later");
      }
      taken += Math.max(0, more);
    }

    @Override
    public void close() {
      room.release(taken);
      taken = 0;
    }
  }
}
