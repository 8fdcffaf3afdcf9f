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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between clients and a server, and breaks connections where it is told to. It speaks
 * HTTP/1.1 as far as it must: what a client says goes up, what the server says comes down, a turn
 * each.
 */
abstract class BreakingProxy implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket socket;
  private final URI server;

  BreakingProxy(URI server) throws IOException {
    this.server = server;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Its address, with a slash at the end. */
  final URI root() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  /** What is broken of one connection; asked by its two threads. */
  interface Rule {
    /**
     * Whether a piece of a request is passed on.
     *
     * @param begins whether it is the first
     */
    boolean sends(String piece, boolean begins);

    /** Whether a piece of an answer is passed on. */
    boolean answers(String piece);
  }

  /** For a new connection. */
  abstract Rule rule();

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

  private final class Connection {
    private final Rule rule = rule();
    private final Socket client;
    private final Socket upstream;
    private volatile boolean begins = true;

    Connection(Socket client) throws IOException {
      this.client = client;
      this.upstream = new Socket(server.getHost(), server.getPort());
    }

    void up() {
      pump(
          client,
          upstream,
          piece -> {
            boolean first = begins;
            begins = false;
            return rule.sends(piece, first);
          });
    }

    void down() {
      pump(
          upstream,
          client,
          piece -> {
            // An answer before the body has come is not the answer.
            begins = !piece.startsWith("HTTP/1.1 100");
            return !begins || rule.answers(piece);
          });
    }

    private void pump(Socket from, Socket to, Passes passes) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (!passes.on(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))) {
            return;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException broken) {
        // Both ends are closed, and the client tries again.
      }
    }
  }

  private interface Passes {
    boolean on(String piece);
  }

  @Override
  public final void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
