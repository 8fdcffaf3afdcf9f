package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {
  private static final String VERSIONS = "POST /api/v1/apps/demo/versions";

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;
  private String sha256;

  @BeforeEach
  void makeAnApp() throws Exception {
    describe("{\"app\":\"demo\",\"manifest\":{\"version\":1,\"files\":[{\"name\":\"d.jar\"}]}}");
    Path jar = Files.createDirectories(folder.resolve("target")).resolve("d.jar");
    sha256 = Sha256.of(Files.writeString(jar, "JAR")).hex();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void describe(String json) throws Exception {
    Files.writeString(folder.resolve("idlewild-app.json"), json);
  }

  private Result register() {
    return new CommandLineRun(server).run("register", folder.toString());
  }

  private String version() {
    return "{\"app\":\"demo\",\"version\":1,\"files\":[{\"name\":\"d.jar\",\"sha256\":\""
        + sha256
        + "\",\"bytes\":3}]}";
  }

  @Test
  void sendsManifestAndFilesAndShowsTheirDigests() {
    server.answers("POST /api/v1/apps", 201, "{}");
    server.answers(VERSIONS, 201, version());

    Result result = register();

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("demo version 1", sha256, "d.jar");
    assertThat(server.asked(VERSIONS).get(0).text())
        .contains("name=\"manifest\"")
        .contains("{\"name\":\"d.jar\",\"sha256\":\"" + sha256 + "\"}")
        .contains(
            "name=\"file\"; filename=\"d.jar\"\r\nContent-Type: application/octet-stream\r\n\r\nJAR\r\n");
  }

  @Test
  void whatStandsAlreadyIsLeftAlone() {
    server.refuses("POST /api/v1/apps", 409, "There is an app 'demo'.");
    server.refuses(VERSIONS, 409, "Version 1 of demo stands.");
    server.answers("GET /api/v1/apps/demo", 200, "{\"versions\":[" + version() + "]}");

    assertThat(register().status()).isZero();
  }

  @Test
  void sendsWhatTheDescriptionSaysOfTheApplication() throws Exception {
    describe(
        "{\"app\":\"demo\",\"validator\":\"numeric\",\"validatorOptions\":{\"nan\":\"equal\"},"
            + "\"policy\":{\"weight\":200},"
            + "\"manifest\":{\"version\":1,\"files\":[{\"name\":\"d.jar\"}]}}");
    server.answers("POST /api/v1/apps", 201, "{}");
    server.answers(VERSIONS, 201, version());

    assertThat(register().err()).isEmpty();

    assertThat(server.asked("POST /api/v1/apps").get(0).text())
        .isEqualTo(
            "{\"name\":\"demo\",\"validator\":\"numeric\","
                + "\"validatorOptions\":{\"nan\":\"equal\"},\"policy\":{\"weight\":200}}");
  }

  @Test
  void saysThatSettingsOfAnApplicationThatStandsAreNotTaken() throws Exception {
    describe(
        "{\"app\":\"demo\",\"policy\":{\"weight\":200},"
            + "\"manifest\":{\"version\":1,\"files\":[{\"name\":\"d.jar\"}]}}");
    server.refuses("POST /api/v1/apps", 409, "There is an app 'demo'.");
    server.answers(VERSIONS, 201, version());

    Result result = register();

    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("its settings stay").hasLineCount(1);
  }

  @Test
  void aVersionForAnotherPlatformIsAnotherVersion() {
    server.refuses("POST /api/v1/apps", 409, "There is an app 'demo'.");
    server.refuses(VERSIONS, 409, "Version 1 of demo stands.");
    String other = version().replace("\"app\"", "\"platform\":\"linux-x86_64\",\"app\"");
    server.answers("GET /api/v1/apps/demo", 200, "{\"versions\":[" + other + "]}");

    assertThat(register().status()).isEqualTo(3);
  }

  @Test
  void aVersionWithOtherFilesIsTheServersRefusal() {
    server.refuses("POST /api/v1/apps", 409, "There is an app 'demo'.");
    server.refuses(VERSIONS, 409, "Version 1 of demo stands.");
    server.answers(
        "GET /api/v1/apps/demo", 200, "{\"versions\":[" + version().replace(sha256, "ff") + "]}");

    Result result = register();

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err().strip()).isEqualTo("Version 1 of demo stands.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"app\":\"demo\"}",
        "{\"app\":\"../x\",\"manifest\":{\"files\":[]}}",
        "{\"app\":\"demo\",\"manifest\":{\"files\":[{\"name\":\"../d.jar\"}]}}",
        "{\"app\":\"demo\",\"manifest\":{\"files\":[{\"name\":\"missing.jar\"}]}}",
        "{\"app\":\"demo\",\"manifest\":{\"files\":[\"d.jar\"]}}"
      })
  void aBadDescriptionIsOneSentenceAndNothingIsSent(String json) throws Exception {
    describe(json);

    Result result = register();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aFolderWithoutADescriptionIsOneSentence() {
    Result result = new CommandLineRun(server).run("register", folder.resolve("target").toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("idlewild-app.json").hasLineCount(1);
  }

  @Test
  void theExampleDescribesItsOwnJar() throws Exception {
    assertThat(Files.readString(Path.of("../deploy/examples/mersenne/idlewild-app.json")))
        .contains("\"main\": \"mersenne.jar\"");
  }
}
