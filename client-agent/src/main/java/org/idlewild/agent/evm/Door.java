package org.idlewild.agent.evm;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.idlewild.agent.files.Folders;

/**
 * Where a portal is knocked at: a port of this machine, or a socket in a folder, to which a {@link
 * Relay} leads.
 */
final class Door implements Closeable {
  /** The socket's name in its folder. */
  static final String NAME = "portal";

  private static final int WAITING = 50;

  private final ServerSocketChannel channel;
  private final int port;

  private Door(ServerSocketChannel channel, int port) {
    this.channel = channel;
    this.port = port;
  }

  /** One that every process of this machine finds, and no other machine. */
  static Door onThisMachine() throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(here, 0), WAITING);
    return new Door(channel, channel.socket().getLocalPort());
  }

  /**
   * One that only a relay leads to.
   *
   * @param folder is made anew; no task may write to it, for the relay follows what lies there
   */
  static Door in(Path folder) throws IOException {
    Folders.delete(folder);
    Folders.createPrivate(folder);
    // The system takes but a hundred bytes of path here, and folders may lie deep.
    Path link = Path.of(System.getProperty("java.io.tmpdir")).resolve("idle-" + UUID.randomUUID());
    Files.createSymbolicLink(link, folder.toAbsolutePath());
    try {
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(link.resolve(NAME)), WAITING);
      return new Door(channel, Relay.PORT);
    } finally {
      Files.delete(link);
    }
  }

  /** Where a task's processes find it. */
  int port() {
    return port;
  }

  /** The next that knocks; waits for it. */
  SocketChannel accept() throws IOException {
    return channel.accept();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
