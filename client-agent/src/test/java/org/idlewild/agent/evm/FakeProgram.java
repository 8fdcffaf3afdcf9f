package org.idlewild.agent.evm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Speaks to a portal as the virtual machine inside a program does. */
final class FakeProgram implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  FakeProgram(String invitation) throws IOException {
    int port = Integer.parseInt(invitation.substring(0, invitation.indexOf(':')));
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  private FakeProgram(FakeProgram parent) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), parent.socket.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** A child, which finds the portal where its parent does. */
  FakeProgram child() throws IOException {
    return new FakeProgram(this);
  }

  static byte[] token(String invitation) {
    return HexFormat.of().parseHex(invitation.substring(invitation.indexOf(':') + 1));
  }

  FakeProgram greets(byte[] token) throws IOException {
    return sends(
        1, payload().putShort((short) 1).put((byte) 64).putInt(7).put(token), "C:\\app\\a.exe");
  }

  FakeProgram sends(int type, ByteBuffer fields, String... texts) throws IOException {
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      fields.putShort((short) bytes.length).put(bytes);
    }
    byte[] payload = new byte[fields.position()];
    fields.flip().get(payload);
    return sends(new Frame(type, payload).bytes());
  }

  FakeProgram sends(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Frame hears() throws IOException {
    return Frame.read(socket.getInputStream());
  }

  /** Whether the other end closed the line. */
  boolean isHungUpOn() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  static ByteBuffer payload() {
    return Frame.little(4096);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
