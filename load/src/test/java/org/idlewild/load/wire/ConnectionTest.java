package org.idlewild.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ConnectionTest {

  private static final String FIRST = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst";
  private static final String SECOND = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecond";

  @Test
  void requestsShareAConnectionThatTheServerKeeps() throws IOException {
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(FIRST, SECOND)));
        Connection connection = new Connection(server.address())) {
      assertThat(ask(connection, "/a").text()).isEqualTo("first");
      assertThat(ask(connection, "/b").text()).isEqualTo("second");

      assertThat(server.heads()).containsExactly("POST /a HTTP/1.1", "POST /b HTTP/1.1");
    }
  }

  @Test
  void anAnswerMayComeInChunks() throws IOException {
    String chunked =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Transfer-Encoding: chunked",
            "",
            "3",
            "abc",
            "A",
            "0123456789",
            "0",
            "",
            "");
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(chunked, SECOND)));
        Connection connection = new Connection(server.address())) {
      assertThat(ask(connection, "/").text()).isEqualTo("abc0123456789");
      assertThat(ask(connection, "/").text()).isEqualTo("second");
    }
  }

  @Test
  void anAnswerMayComePacked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(body)) {
      packing.write("unpacked".getBytes(StandardCharsets.UTF_8));
    }
    String packed =
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.size())
            + ("\r\n\r\n" + body.toString(StandardCharsets.ISO_8859_1));
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(packed, SECOND)));
        Connection connection = new Connection(server.address())) {
      assertThat(ask(connection, "/").text()).isEqualTo("unpacked");
      assertThat(ask(connection, "/").text()).isEqualTo("second");
    }
  }

  @Test
  void aConnectionThatTheServerClosesIsOpenedAgain() throws IOException {
    String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlast";
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(last), List.of(SECOND)));
        Connection connection = new Connection(server.address())) {
      assertThat(ask(connection, "/").text()).isEqualTo("last");
      assertThat(ask(connection, "/").text()).isEqualTo("second");
    }
  }

  @Test
  void aRefusalIsAnAnswer() throws IOException {
    String busy = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(busy, SECOND)));
        Connection connection = new Connection(server.address())) {
      assertThat(ask(connection, "/").status()).isEqualTo(503);
      assertThat(ask(connection, "/").status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerThatEndsEarlyIsNoAnswerAndTheNextRequestStartsAnew() throws IOException {
    String cut = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nsho";
    try (ScriptedServer server = new ScriptedServer(List.of(List.of(cut), List.of(SECOND)));
        Connection connection = new Connection(server.address())) {
      assertThatThrownBy(() -> ask(connection, "/")).isInstanceOf(IOException.class);
      assertThat(ask(connection, "/").text()).isEqualTo("second");
    }
  }

  private static Connection.Answer ask(Connection connection, String path) throws IOException {
    return connection.post(
        path, "Content-Type: text/plain\r\n", "hello".getBytes(StandardCharsets.UTF_8));
  }
}
