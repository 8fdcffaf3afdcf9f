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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server and breaks what it is told to: uploads in their middle, and
 * the connection on which a scheduler's reply comes. It speaks HTTP/1.1 as far as it must.
 */
final class BoincProxy implements AutoCloseable {
  private static final String UPLOAD = "POST /boinc/file_upload_handler ";
  private static final String POLL = "POST /boinc/cgi ";

  /** More than any size query has. */
  private static final int PIECE = 200_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket socket;
  private final URI server;
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger losses = new AtomicInteger();

  BoincProxy(URI server) throws IOException {
    this.server = server;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** The project's address by way of this. */
  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/boinc/";
  }

  /** From now on so many uploads are cut, each after a fifth of a megabyte. */
  void cutUploads(int times) {
    cuts.set(times);
  }

  int cutsLeft() {
    return cuts.get();
  }

  /** From now on so many replies are lost that the scheduler made. */
  void loseReplies(int times) {
    losses.set(times);
  }

  int lossesLeft() {
    return losses.get();
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

  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean begins = true;
    private volatile boolean isPoll;
    private boolean isUpload;
    private long sent;

    Connection(Socket client) throws IOException {
      this.client = client;
      this.upstream = new Socket(server.getHost(), server.getPort());
    }

    void up() {
      pump(
          client,
          upstream,
          (text, length) -> {
            if (begins) {
              begins = false;
              isPoll = text.startsWith(POLL);
              isUpload = text.startsWith(UPLOAD);
              sent = 0;
            }
            sent += length;
            return !(isUpload && sent > PIECE && uses(cuts));
          });
    }

    void down() {
      pump(
          upstream,
          client,
          (text, length) -> {
            // An answer before the body has come is not the answer.
            begins = !text.startsWith("HTTP/1.1 100");
            return !begins || !(isPoll && uses(losses));
          });
    }

    private void pump(Socket from, Socket to, Rule rule) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (!rule.passes(new String(buffer, 0, n, StandardCharsets.ISO_8859_1), n)) {
            return;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException broken) {
        // Both ends are closed, and the client tries again.
      }
    }
  }

  private static boolean uses(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  /** Whether what came is passed on; the connection is broken if not. */
  private interface Rule {
    boolean passes(String text, int length);
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
