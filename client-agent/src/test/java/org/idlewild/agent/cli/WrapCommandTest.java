package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.evm.Windows;
import org.idlewild.wrapper.Manifest;
import org.idlewild.wrapper.Pe;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Wrapping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrapCommandTest {
  @TempDir private Path folder;
  private Path program;
  private Path out;

  @BeforeEach
  void aProgram() throws IOException {
    program = Windows.compile(folder.resolve("a.exe"), "int main(void) { return 0; }");
    out = folder.resolve("out");
  }

  @Test
  void eachFileIsListedWithItsVerdict() throws Exception {
    Result result = wrap(program.toString());

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("clean").contains("windows-x86_64").contains("a.exe");
    assertThat(result.err()).contains("no signature");
    assertThat(Wrapping.isWrapped(Pe.read(Files.readAllBytes(out.resolve("a.exe"))))).isTrue();
  }

  @Test
  void theAnswerAsJsonNamesTheHashes() throws IOException {
    JsonNode answer =
        Json.read(
            wrap(program.toString(), "--output", "json").out().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.path("signed").asBoolean()).isFalse();
    assertThat(answer.at("/files/0/name").asText()).isEqualTo("a.exe");
    assertThat(answer.at("/files/0/sha256").asText())
        .isEqualTo(Seal.sha256(Files.readAllBytes(out.resolve("a.exe"))));
    assertThat(answer.at("/files/1/name").asText()).isEqualTo("vm64.dll");
  }

  @Test
  void aKeySealsTheManifestForWhoeverKnowsItsOtherHalf() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    Result result = wrap(program.toString(), "--key", key(pair).toString());

    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("sealed with your key");
    Seal seal = Seal.key(pair.getPrivate(), pair.getPublic());
    assertThat(Manifest.read(Files.readAllBytes(out.resolve(Manifest.NAME)), seal).files())
        .hasSize(2);
  }

  @Test
  void whatIsNoProgramIsRefusedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("b.exe"), "no program");
    Path cut = folder.resolve("c.exe");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(program), 300));

    for (Path bad : List.of(text, cut, folder.resolve("missing.exe"))) {
      Result result = wrap(bad.toString());
      assertThat(result.status()).as("%s", bad).isEqualTo(1);
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err()).contains(bad.getFileName().toString());
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void aFileThatHoldsNoKeyIsNamedWithWhatWasExpected() throws Exception {
    Path wrong = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----");

    Result result = wrap(program.toString(), "--key", wrong.toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("openssl genpkey -algorithm ed25519");
  }

  @Test
  void withoutTheVirtualMachinesLibraryThatIsSaid() {
    Result result =
        new CommandLineRun(Map.of(), folder).run("wrap", program.toString(), "-o", out.toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("There is no vm64.dll");
  }

  private static Path key(KeyPair pair, Path file) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    return Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  private Path key(KeyPair pair) throws IOException {
    return key(pair, folder.resolve("key.pem"));
  }

  private Result wrap(String... args) {
    List<String> all = new ArrayList<>(List.of("wrap"));
    all.addAll(List.of(args));
    all.addAll(List.of("-o", out.toString()));
    return new CommandLineRun(Map.of(), Windows.home()).run(all.toArray(String[]::new));
  }
}
