package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.local.Ports;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandTest {
  @TempDir Path home;
  private Path data;

  @BeforeEach
  void provision() throws Exception {
    data = home.resolve("data");
    Path server = Files.createDirectories(home.resolve("deploy/target/server"));
    Files.writeString(server.resolve("start.args"), "# none\n-Dx=${data}\n-no-such-option\n");
  }

  private Result server(int port, int managementPort) {
    return new CommandLineRun(Map.of(), home)
        .run(
            "server",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port),
            "--management-port",
            Integer.toString(managementPort));
  }

  @Test
  void aPortInUseIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = server(taken.getLocalPort(), Ports.free());

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err())
          .contains("Port " + taken.getLocalPort(), "in use", "--port")
          .hasLineCount(1);
    }
  }

  @Test
  void aLockedDataFolderIsOneSentence() throws Exception {
    Files.createDirectories(data);
    try (FileChannel channel =
            FileChannel.open(
                data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();

      Result result = server(Ports.free(), Ports.free());

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err()).contains("is in use by a server").hasLineCount(1);
    }
  }

  @Test
  void aDataFolderThatIsAFileIsOneSentence() throws Exception {
    Files.writeString(data, "");

    Result result = server(Ports.free(), Ports.free());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("cannot be written").hasLineCount(1);
  }

  @Test
  void aServerThatCannotStartIsToldWithItsLastLines() {
    Result result = server(Ports.free(), Ports.free());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("The server ended with status 1", "no-such-option");
  }

  @Test
  void aMissingServerIsOneSentence() throws Exception {
    Files.delete(home.resolve("deploy/target/server/start.args"));

    Result result = server(Ports.free(), Ports.free());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("There is no server in").hasLineCount(1);
  }

  @Test
  void whatHttpsNeedsComesTogether() {
    Result result = new CommandLineRun(Map.of(), home).run("server", "--https-port", "8443");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--certificate-key are expected together").hasLineCount(1);
  }
}
