package org.idlewild.agent.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, with a program of a few lines in the place of the server. */
class ServerProcessTest {
  private static final String PROGRAM =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      public class Healthy {
        public static void main(String[] args) throws Exception {
          HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
          int[] asked = {0};
          server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(++asked[0] < 3 ? 503 : 200, -1);
            exchange.close();
          });
          server.start();
        }
      }
      """;

  @TempDir Path folder;

  private ServerSettings settings() throws Exception {
    Path server = Files.createDirectories(folder.resolve("server"));
    Files.writeString(server.resolve("Healthy.java"), PROGRAM);
    Files.writeString(
        server.resolve("start.args"), "${server.home}/Healthy.java\n${management.port}\n");
    return new ServerSettings(
        server, folder.resolve("data"), "127.0.0.1", Ports.free(), Ports.free(), Map.of("a", "b"));
  }

  @Test
  void isReadyWhenTheServerSaysSoAndGoneWhenItIsStopped() throws Exception {
    ServerProcess server = ServerProcess.start(settings());
    try {
      server.awaitReady(Duration.ofMinutes(1), Clock.systemUTC(), Pause.REAL, waited -> {});
      assertThat(server.process().isAlive()).isTrue();
    } finally {
      server.stop();
    }
    assertThat(server.process().isAlive()).isFalse();
  }

  @Test
  void eachDataFolderHasItsOwnConfigurationAndTheInstallationStaysAsItIs() throws Exception {
    ServerSettings settings = settings();
    Path installed = Files.createDirectories(settings.server().resolve("standalone/configuration"));
    Files.writeString(installed.resolve("standalone.xml"), "as installed");
    Path own = Files.createDirectories(settings.data().resolve("wildfly/configuration"));
    Files.writeString(own.resolve("standalone.xml"), "of an older installation");

    ServerProcess.start(settings).stop();

    assertThat(own.resolve("standalone.xml")).hasContent("as installed");
    assertThat(installed).isDirectoryNotContaining("regex:.*history.*");
  }

  @Test
  void aServerThatWasLeftRunningIsStoppedByItsNumber() throws Exception {
    ServerProcess server = ServerProcess.start(settings());
    PidFile pids = new PidFile(folder.resolve("pids"));
    pids.write(List.of(server.process().toHandle()));

    assertThat(pids.stopAll()).isEqualTo(1);

    assertThat(server.process().isAlive()).isFalse();
    assertThatThrownBy(pids::stopAll).isInstanceOf(CommandFailed.class);
  }

  @Test
  void aNumberThatTheSystemUsedAgainIsLeftAlone() throws Exception {
    Path file = folder.resolve("pids");
    Files.writeString(file, ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z\nnonsense\n");

    assertThat(new PidFile(file).stopAll()).isZero();
  }

  @Test
  void endsTheCommandLineWithTheOverrides() throws Exception {
    assertThat(settings().command()).endsWith("-Da=b");
  }

  @Test
  void aServerOnAllAddressesIsReachedOnThisMachine() {
    assertThat(new ServerSettings(folder, folder, "0.0.0.0", 80, 1, Map.of()).address())
        .isEqualTo("http://127.0.0.1:80");
    assertThat(new ServerSettings(folder, folder, "::1", 80, 1, Map.of()).address())
        .isEqualTo("http://[::1]:80");
  }

  @Test
  void fillsPlaceholdersInAndLeavesCommentsOut() {
    assertThat(
            StartArgs.fill(
                List.of("# ${unknown}", "", "-Dd=${data}/x$1", "-mp"), Map.of("data", "/a b\\c")))
        .containsExactly("-Dd=/a b\\c/x$1", "-mp");
  }

  @Test
  void anUnknownPlaceholderIsAFailure() {
    assertThatThrownBy(() -> StartArgs.fill(List.of("${x}"), Map.of()))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("${x}");
  }
}
