package org.idlewild.agent.evm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One process at the other end of a line. */
final class Peer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Peer.class.getName());
  private static final int HELLO_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private volatile boolean stands;

  Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
  }

  /** The first that it says, which must come soon. */
  Heard.Hello hello() throws IOException {
    socket.setSoTimeout(HELLO_MILLIS);
    if (!(next() instanceof Heard.Hello hello) || hello.version() != Heard.VERSION) {
      throw new BadFrame("A line that does not begin with a greeting of version 1.");
    }
    socket.setSoTimeout(0);
    return hello;
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

  /** A line that takes nothing any more is closed, so that its reader ends too. */
  void send(Frame frame) {
    try {
      synchronized (out) {
        out.write(frame.bytes());
        out.flush();
      }
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A line did not close.", e);
    }
  }
}
