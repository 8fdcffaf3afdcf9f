package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Sha256;
import org.idlewild.protocol.boinc.Launcher;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignCommandTest {
  private static final LegacyPrivateKey KEY = LegacyPrivateKey.generate(new SecureRandom());
  private static final String PUT = "PUT /api/v1/signatures";
  private static final String VERSION = "{\"app\":\"demo\",\"version\":1,\"files\":[]}";

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;
  private Path key;
  private Path program;

  @BeforeEach
  void makeAnApp() throws IOException {
    Files.writeString(
        folder.resolve("idlewild-app.json"),
        "{\"app\":\"demo\",\"manifest\":{\"version\":1,\"files\":[{\"name\":\"crunch\"}]}}");
    program = Files.writeString(folder.resolve("crunch"), "#!/bin/sh\n");
    key = Files.writeString(folder.resolve("code_sign_private"), KEY.text());
    server.answers(PUT, 200, "{\"kept\":2}");
    server.answers("POST /api/v1/apps", 201, "{}");
    server.answers("POST /api/v1/apps/demo/versions", 201, VERSION);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eachFileAndTheLauncherAreSignedWithoutAServer() throws IOException {
    Result result = new CommandLineRun(Map.of(), folder).run(args("--key", key.toString()));

    assertThat(result.status()).isZero();
    JsonNode signatures = written().path("signatures");
    assertThat(signatures).hasSize(2);
    assertThat(signatures.get(0).path("name").asText()).isEqualTo("crunch");
    assertThat(signatures.get(0).path("sha256").asText()).isEqualTo(Sha256.of(program).hex());
    assertThat(verifies(signatures.get(0), Files.readAllBytes(program))).isTrue();
    assertThat(signatures.get(1).path("sha256").asText()).isEqualTo(Launcher.sha256());
    assertThat(verifies(signatures.get(1), Launcher.bytes())).isTrue();
  }

  @Test
  void aRegistrationSendsTheSignaturesAfterTheVersion() {
    sign("--key", key.toString());

    assertThat(register().status()).isZero();
    assertThat(server.asked())
        .extracting(FakeServer.Asked::line)
        .containsExactly("POST /api/v1/apps", "POST /api/v1/apps/demo/versions", PUT);
    assertThat(server.asked(PUT).get(0).text()).contains("crunch", Launcher.sha256());
  }

  @Test
  void aRegistrationWithoutSignaturesSendsNone() {
    assertThat(register().status()).isZero();
    assertThat(server.asked(PUT)).isEmpty();
  }

  @Test
  void aServerWithoutKeysRegistersAllTheSame() {
    FakeServer keyless = new FakeServer();
    keyless.answers("POST /api/v1/apps", 201, "{}");
    keyless.answers("POST /api/v1/apps/demo/versions", 201, VERSION);
    keyless.refuses(PUT, 409, "The server has no keys.");
    sign("--key", key.toString());

    Result result = new CommandLineRun(keyless).run("register", folder.toString());

    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("The server has no keys.");
    keyless.close();
  }

  @Test
  void whatWasSignedElsewhereIsSentWithoutTheKey() {
    sign("--key", key.toString());

    Result result = sign("--upload");

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("The server has the signatures.");
    assertThat(server.asked(PUT)).hasSize(1);
  }

  @Test
  void aFileThatChangedSinceIsNotRegisteredWithItsOldSignature() throws IOException {
    sign("--key", key.toString());
    Files.writeString(program, "#!/bin/dash\n");

    for (Result result : new Result[] {sign("--upload"), register()}) {
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err()).contains("crunch is not what").contains("sign again");
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    assertThat(sign().err()).contains("Either --key or --upload");
    assertThat(sign("--upload").err()).contains("sign first");
    assertThat(sign("--key", folder.resolve("none").toString()).err()).contains("cannot be read");
    Files.writeString(key, "1024\nnonsense\n.\n");
    assertThat(sign("--key", key.toString()).err()).contains("as 'idlewild keys' makes it");
    Files.writeString(folder.resolve("idlewild-signatures.json"), "nonsense");
    assertThat(sign("--upload").err()).contains("no JSON");
    Files.writeString(folder.resolve("idlewild-signatures.json"), "[]");
    assertThat(sign("--upload").err()).contains("as './idlewild sign' writes it");
  }

  private Result sign(String... more) {
    return new CommandLineRun(server).run(args(more));
  }

  private Result register() {
    return new CommandLineRun(server).run("register", folder.toString());
  }

  private String[] args(String... more) {
    return Stream.concat(Stream.of("sign", folder.toString()), Stream.of(more))
        .toArray(String[]::new);
  }

  private JsonNode written() throws IOException {
    return Json.read(
        Files.readString(folder.resolve("idlewild-signatures.json"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static boolean verifies(JsonNode signature, byte[] content) {
    return KEY.publicKey().verifies(content, signature.path("signature").asText());
  }
}
