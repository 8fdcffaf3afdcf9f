package org.idlewild.agent.evm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One process at the other end of a line. */
final class Peer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Peer.class.getName());
  private static final Executor TOO_LATE = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

  private final SocketChannel channel;
  private final InputStream in;
  private final Object sending = new Object();
  private volatile boolean greeted;
  private volatile boolean stands;

  Peer(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.in = new BufferedInputStream(new ChannelInput(channel));
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /** The first that it says, which must come soon. */
  Heard.Hello hello() throws IOException {
    TOO_LATE.execute(this::hangUpOnTheSilent);
    if (!(next() instanceof Heard.Hello hello) || hello.version() != Heard.VERSION) {
      throw new BadFrame("A line that does not begin with a greeting of version 1.");
    }
    greeted = true;
    return hello;
  }

  private void hangUpOnTheSilent() {
    if (!greeted) {
      close();
    }
  }

  /** What it says next; waits for it. */
  Heard next() throws IOException {
    Heard heard = Heard.of(Frame.read(in));
    stands = heard instanceof Heard.Paused || (stands && !(heard instanceof Heard.Resumed));
    return heard;
  }

  boolean stands() {
    return stands;
  }

  /** A line that takes nothing any more is still read to its end: last words may lie in it. */
  void send(Frame frame) {
    try {
      synchronized (sending) {
        ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A line takes nothing any more.", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A line did not close.", e);
    }
  }
}
