package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class PeerTest {
  private static final int BYE = 11;

  @Test
  void lastWordsAreHeardAlthoughTheProcessTakesNothingAnyMore() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel process = SocketChannel.open(server.getLocalAddress());
      try (Peer peer = new Peer(server.accept())) {
        process.write(ByteBuffer.wrap(new Frame(BYE, new byte[] {3, 0, 0, 0}).bytes()));
        process.close();

        for (int i = 0; i < 10; i++) {
          peer.send(Said.end(5));
        }

        assertThat(peer.next()).isEqualTo(new Heard.Bye(3));
        assertThatExceptionOfType(IOException.class).isThrownBy(peer::next);
      }
    }
  }
}
