package org.idlewild.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BoincHostTest {
  private static final String NEW =
      "<request_delay>7.0</request_delay><hostid>77</hostid><result>\n<name>measured_10_100</name>\n</result>";
  private static final String NEXT =
      "<result_ack><name>measured_10_100</name></result_ack>"
          + "<result><name>measured_11_101</name></result>";
  private static final String NOTHING = "<result_ack><name>measured_11_101</name></result_ack>";

  private final BoincHost host = new BoincHost(3, "key", 12);

  @Test
  void aHostComputesWhatItIsSentAndReportsItWithTheNextRequest() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(List.of(List.of(ok(NEW), ok(NEXT), ok(NOTHING))));
        Connection connection = new Connection(server.address())) {
      assertThat(host.turn(connection)).isEqualTo(new SimulatedHost.Turn(200, 0, 100, 10, 7000));
      assertThat(host.turn(connection)).isEqualTo(new SimulatedHost.Turn(200, 100, 101, 11, 0));
      assertThat(host.turn(connection)).isEqualTo(new SimulatedHost.Turn(200, 101, 0, 0, 0));

      assertThat(server.bodies().get(0)).contains("<hostid>0</hostid>", "<rpc_seqno>0</rpc_seqno>");
      assertThat(server.bodies().get(0)).doesNotContain("<result>", "@");
      assertThat(server.bodies().get(1)).contains("<hostid>77</hostid>", "<name>measured_10_100<");
      assertThat(server.bodies().get(2)).contains("<rpc_seqno>2</rpc_seqno>");
    }
  }

  @Test
  void aRequestThatFailedIsMadeOnceMore() throws IOException {
    String busy =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(ok(NEW), busy, ok(NEXT))));
        Connection connection = new Connection(server.address())) {
      host.turn(connection);

      assertThat(host.turn(connection)).isEqualTo(new SimulatedHost.Turn(503, 0, 0, 0, 30_000));
      assertThat(host.turn(connection).reported()).isEqualTo(100);
    }
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
