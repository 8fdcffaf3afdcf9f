package org.idlewild.load.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * One kept-alive connection that speaks as much HTTP/1.1 as a measured server needs; a library's
 * client would take more of the processors than the server it measures. Used by one thread.
 */
public final class Connection implements Closeable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int LINE_LIMIT = 16_384;

  private final URI server;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  /** An answer. */
  public static final class Answer {
    private final int status;
    private final byte[] body;
    private final long waitMillis;

    private Answer(int status, byte[] body, long waitMillis) {
      this.status = status;
      this.body = body;
      this.waitMillis = waitMillis;
    }

    /** HTTP's. */
    public int status() {
      return status;
    }

    /** How long it says to wait ({@code Retry-After}); 0 when it says nothing. */
    public long waitMillis() {
      return waitMillis;
    }

    /** Not copied: it is read once. */
    public byte[] body() {
      return body;
    }

    /** The same as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** To a server; it is opened by the first request. */
  public Connection(URI server) {
    this.server = server;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param headers each ends with CRLF
   * @throws IOException when the connection broke; the next request opens another
   */
  public Answer post(String path, String headers, byte[] body) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + server.getAuthority()
            + "\r\n"
            + headers
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    try {
      open();
      out.write(all);
      return answer();
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private void open() throws IOException {
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      out = socket.getOutputStream();
    }
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    boolean packed = false;
    long wait = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.endsWith("chunked");
      } else if (header.startsWith("content-encoding:")) {
        packed = header.endsWith("gzip");
      } else if (header.startsWith("retry-after:")) {
        wait = 1000 * Long.parseLong(header.substring(12).strip());
      } else if (header.startsWith("connection:")) {
        last = header.endsWith("close");
      }
    }
    byte[] body = chunked ? chunks() : exactly(length);
    if (last) {
      close();
    }
    return new Answer(status, packed ? unpacked(body) : body, wait);
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return unpacked.readAllBytes();
    }
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line().strip(), 16);
      body.writeBytes(exactly(length));
      line();
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ended early");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > LINE_LIMIT) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
