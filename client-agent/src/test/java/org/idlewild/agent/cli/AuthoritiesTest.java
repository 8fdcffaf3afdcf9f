package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.idlewild.agent.cli.local.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
  @TempDir Path folder;

  private SSLContext before;
  private HttpsServer server;

  @BeforeEach
  void aServerThatOnlyItsOwnersKnow() throws Exception {
    before = SSLContext.getDefault();
    TestCertificate.in(folder, "EC");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    SSLContext.setDefault(before);
  }

  @Test
  void aServerOfOnesOwnAuthorityIsBelievedOnlyWhenThatIsNamed() throws Exception {
    assertThatThrownBy(this::get).isInstanceOf(IOException.class);

    Authorities.believe(folder.resolve("certificate.pem"));

    assertThat(get()).isEqualTo(204);
  }

  @Test
  void aFileWithoutCertificatesIsOneSentenceBeforeAnythingIsDone() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");

    CommandLineRun.Result result =
        new CommandLineRun(Map.of("IDLEWILD_CA_FILE", none.toString()), folder).run("status");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("IDLEWILD_CA_FILE", "PEM").hasLineCount(1);
  }

  private int get() throws Exception {
    URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private SSLContext context() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    char[] password = "changeit".toCharArray();
    try (InputStream in = Files.newInputStream(folder.resolve("made.p12"))) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
