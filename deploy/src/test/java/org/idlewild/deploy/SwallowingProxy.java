package org.idlewild.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.idlewild.protocol.Protocol;

/**
 * Stands between clients and a server, and breaks a part of the connections when the server has
 * answered a poll: the poll was done, and nobody is told. It speaks HTTP/1.1 as far as it must.
 */
final class SwallowingProxy implements AutoCloseable {
  private static final String POLL = "POST " + Protocol.SCHEDULER + " ";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket socket;
  private final URI server;
  private final Random random;
  private final double part;
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger swallowed = new AtomicInteger();

  /**
   * Starts it.
   *
   * @param seed draws which replies are swallowed
   * @param part of the polls whose replies are, from 0 to 1
   */
  SwallowingProxy(URI server, long seed, double part) throws IOException {
    this.server = server;
    this.random = new Random(seed);
    this.part = part;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Its address, with a slash at the end. */
  URI root() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  /** How many polls came by. */
  int polls() {
    return polls.get();
  }

  /** How many of them nobody was answered. */
  int swallowed() {
    return swallowed.get();
  }

  private void accept() {
    try {
      while (true) {
        Connection connection = new Connection(socket.accept());
        threads.execute(connection::up);
        threads.execute(connection::down);
      }
    } catch (IOException closed) {
      // Nobody comes any more.
    }
  }

  /** What a client says goes up, what the server says comes down, a turn each. */
  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean begins = true;
    private volatile boolean swallow;

    Connection(Socket client) throws IOException {
      this.client = client;
      this.upstream = new Socket(server.getHost(), server.getPort());
    }

    void up() {
      pump(
          client,
          upstream,
          bytes -> {
            if (begins) {
              begins = false;
              swallow = isPoll(bytes) && draw();
            }
            return true;
          });
    }

    void down() {
      pump(
          upstream,
          client,
          bytes -> {
            begins = true;
            if (swallow) {
              swallowed.incrementAndGet();
            }
            return !swallow;
          });
    }

    private void pump(Socket from, Socket to, Rule rule) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
          if (!rule.passes(text)) {
            return;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException broken) {
        // Both ends are closed, and the client asks again.
      }
    }
  }

  /** Whether what came is passed on; the connection is broken if not. */
  private interface Rule {
    boolean passes(String text);
  }

  private boolean isPoll(String text) {
    boolean poll = text.startsWith(POLL);
    if (poll) {
      polls.incrementAndGet();
    }
    return poll;
  }

  private synchronized boolean draw() {
    return random.nextDouble() < part;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
