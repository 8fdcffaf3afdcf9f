package org.idlewild.agent.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.idlewild.agent.cli.api.CommandFailed;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void serversThatStartTogetherGetPortsOfTheirOwnThatNoOutgoingConnectionGets() {
    assertThat(IntStream.range(0, 200).mapToObj(i -> Ports.free()).toList())
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(20_000, 31_999));
  }

  @Test
  void aPortThatIsTakenIsNamedWithTheOptionThatChoosesAnother() throws IOException {
    int port = Ports.free();
    Ports.requireFree("127.0.0.1", port, "--port");
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", taken.getLocalPort(), "--port"))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--port");
    }
  }
}
