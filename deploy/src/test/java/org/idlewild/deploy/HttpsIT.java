package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Http;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.Https;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.support.ui.FluentWait;

/** A server that speaks HTTPS itself, with a certificate of a private authority. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HttpsIT {
  private static final Path DATA = Launcher.newFolder("https-");

  private static Authority authority;
  private static ServerProcess server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    authority = new Authority(DATA.resolve("authority"));
    Https https = new Https(Ports.free(), authority.serverCertificate(), authority.serverKey());
    ServerSettings settings =
        new ServerSettings(
            ServerSettings.serverBelow(JavaCommand.home()),
            DATA.resolve("server"),
            "127.0.0.1",
            Ports.free(),
            Ports.free(),
            Optional.of(https),
            Map.of());
    layKeys(settings.data());
    server = ServerProcess.start(settings);
    server.awaitReady(Duration.ofMinutes(5), Clock.systemUTC(), Pause.REAL, waited -> {});
    client = HttpClient.newBuilder().sslContext(authority.context()).build();
  }

  /** BOINC's clients are served only with keys. */
  private static void layKeys(Path data) throws Exception {
    Path keys = DATA.resolve("keys");
    assertThat(Launcher.run("keys", keys.toString()).status()).isZero();
    Files.createDirectories(data);
    Files.move(keys.resolve("server"), data.resolve("boinc"), StandardCopyOption.ATOMIC_MOVE);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void whoKnowsTheAuthorityIsServedByTls13OrAtLeast12AndPlainHttpStays() throws Exception {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    HttpClient older =
        HttpClient.newBuilder().sslContext(authority.context()).sslParameters(old).build();

    assertThat(protocol(client)).isEqualTo("TLSv1.3");
    assertThat(protocol(older)).isEqualTo("TLSv1.2");
    assertThat(get(client, server.settings().address() + "/health/live").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoDoesNotKnowTheAuthorityGetsNothing() {
    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), secure("/health/live")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anAgentThatIsToldOfTheAuthorityEnrols() throws Exception {
    Path token = DATA.resolve("enrolment.token");
    String operator = Files.readString(operatorToken()).strip();
    ConsoleGrid grid = new ConsoleGrid(URI.create(server.settings().address() + "/"), operator);
    Process enrolment =
        command(
            "enrolment",
            "--server",
            secure(""),
            "--token-file",
            operatorToken().toString(),
            "--token-to",
            token.toString());
    assertThat(enrolment.waitFor()).as(said()).isZero();

    Process agent =
        command(
            "agent",
            "--server",
            secure(""),
            "--data",
            DATA.resolve("agent").toString(),
            "--enrolment-token-file",
            token.toString(),
            "--unsandboxed");
    try {
      new FluentWait<>(grid)
          .withTimeout(Duration.ofMinutes(2))
          .pollingEvery(Duration.ofMillis(500))
          .withMessage(HttpsIT::said)
          .until(here -> here.get("hosts").toString().contains("\"name\""));
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  @Test
  void aBoincClientThatHasTheAuthorityInItsFolderAttaches() throws Exception {
    String token = Files.readString(operatorToken()).strip();
    Api operator = new Api(new Http(URI.create(server.settings().address()), Optional.of(token)));
    String key = operator.post("/account-keys", Json.object()).path("accountKey").asText();
    Path folder = Files.createDirectories(DATA.resolve("boinc-client"));
    Files.copy(authority.certificate(), folder.resolve("ca-bundle.crt"));
    try (BoincClient boinc = BoincClient.start(folder)) {
      boinc.attach(secure("/boinc/"), key);

      boinc.awaitSaid("Scheduler request completed");
      assertThat(boinc.complaints()).isEmpty();
    }
  }

  @Test
  void theKeyStoreIsItsOwnersAlone() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(
                    server.settings().data().resolve("wildfly/https.p12"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileWithoutItsMarkIsNotThere() throws Exception {
    HttpResponse<String> answer =
        get(client, secure("/boinc/download/" + "0".repeat(32) + "/" + "0".repeat(64) + "_x"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.body()).isEqualTo("There is no such file.\n");
  }

  @Test
  void anUploadIsReadWhateverItsTypeAndHoweverItBegins() throws Exception {
    for (boolean expectContinue : List.of(false, true)) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(secure("/boinc/file_upload_handler")))
                  .version(HttpClient.Version.HTTP_1_1)
                  .expectContinue(expectContinue)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(upload() + "x".repeat(3_000_000)))
                  .timeout(Duration.ofMinutes(1))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("<status>-1</status>", "This server gave no output that name.");
    }
  }

  private static String upload() {
    return """
        <data_server_request>
        <file_upload>
        <file_info>
        <name>app_1_1_00112233445566778899aabbccddeeff_out</name>
        <max_nbytes>4000000</max_nbytes>
        </file_info>
        <nbytes>3000000</nbytes>
        <md5_cksum>6b8aa3d2f9fef574974eebb974b8b806</md5_cksum>
        <offset>0</offset>
        <data>
        """;
  }

  private static String protocol(HttpClient from) throws Exception {
    return get(from, secure("/health/live")).sslSession().map(SSLSession::getProtocol).orElse("");
  }

  private static HttpResponse<String> get(HttpClient from, String address)
      throws IOException, InterruptedException {
    return from.send(
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMinutes(1)).build(),
        BodyHandlers.ofString());
  }

  private static String secure(String path) {
    return server.settings().secureAddress().orElseThrow() + path;
  }

  private static Path operatorToken() {
    return server.settings().data().resolve("operator.token");
  }

  /** A command of the launcher's that is told of the authority. */
  private static Process command(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(JavaCommand.home(), "org.idlewild.agent.cli.Main", List.of(arguments)));
    builder.environment().put("IDLEWILD_CA_FILE", authority.certificate().toString());
    builder.redirectErrorStream(true);
    builder.redirectInput(JavaCommand.nothing());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    return builder.start();
  }

  private static Path log() {
    return DATA.resolve("commands.log");
  }

  private static String said() {
    try {
      return Files.readString(log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
