package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.evm.Windows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvmCommandTest {
  @TempDir private Path folder;
  private Path program;
  private Path root;

  @BeforeEach
  void aProgram() throws IOException {
    root = folder.resolve("root");
    program =
        Windows.compile(
            folder.resolve("copy.exe"),
            "#include <stdio.h>",
            "#include <stdlib.h>",
            "#include <string.h>",
            "int main(int count, char **words) {",
            "  char text[100] = \"\";",
            "  FILE *in = fopen(\"C:\\\\work\\\\in.txt\", \"r\"), *out;",
            "  if (in) fgets(text, 99, in);",
            "  printf(\"%s|%s\\n\", words[1], text);",
            "  fprintf(stderr, \"to err\\n\");",
            "  fopen(\"C:\\\\Users\\\\secret.txt\", \"r\");",
            "  out = fopen(\"out.txt\", \"w\"); fprintf(out, \"<%s>\", text); fclose(out);",
            "  return count > 2 ? (int)strtoul(words[2], 0, 0) : 0; }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "3des", "aes"})
  void theProgramFindsItsInputsAndItsFilesAreLeftHereInTheClear(String cipher) throws IOException {
    Path input = Files.writeString(folder.resolve("x=y.txt"), "hello");

    Result result =
        evm("run", "--cipher", cipher, "--in", input + "=C:\\work\\in.txt", program, "--a b");

    assertThat(result.err().replace("\r", "")).isEqualTo("to err\n");
    assertThat(result.out().replace("\r", "")).isEqualTo("--a b|hello\n");
    assertThat(result.status()).isZero();
    assertThat(root.resolve("out.txt")).hasContent("<hello>");
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void theStatusIsTheProgramsOwn() {
    assertThat(evm("run", program, "x", "7").status()).isEqualTo(7);

    Result large = evm("run", program, "x", "0x1234500");
    assertThat(large.status()).isEqualTo(1);
    assertThat(large.err()).contains("It ended with the code 0x01234500.");
  }

  @Test
  void aFileThatIsHereAlreadyStays() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("out.txt"), "mine");

    Result result = evm("run", program, "x");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("out.txt is here already and stays");
    assertThat(root.resolve("out.txt")).hasContent("mine");
  }

  @Test
  void explainSaysWhatWasRefusedAndHowItEnded() throws IOException {
    Result result = evm("explain", "--output", "json", program, "x", "3");

    assertThat(result.status()).isEqualTo(3);
    JsonNode answer = Json.read(result.out().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.path("cause").asText()).isEqualTo("FAILED");
    assertThat(answer.path("blame").asText()).isEqualTo("UNIT");
    assertThat(answer.path("exitCode").asInt()).isEqualTo(3);
    assertThat(answer.path("hooks").asInt()).isGreaterThan(20);
    assertThat(answer.path("asked").path("job").asText()).isEqualTo("ok");
    assertThat(result.err()).contains("x|");
  }

  @Test
  void explainAsTextHasASectionForEachKindOfThing() {
    assertThat(evm("explain", program, "x").out())
        .contains("It ended by itself.", "Mediated", "Refused", "What the system was asked for");
  }

  @Test
  void whatCannotBeRunIsRefusedInOneSentence() throws IOException {
    byte[] bytes = Files.readAllBytes(program);
    Path cut = Files.write(folder.resolve("cut.exe"), Arrays.copyOf(bytes, bytes.length / 2));
    byte[] other = bytes.clone();
    other[header(bytes) + 4] = 0x64;
    other[header(bytes) + 5] = (byte) 0xaa;
    Path arm = Files.write(folder.resolve("arm.exe"), other);
    Path dos = Files.write(folder.resolve("dos.exe"), Arrays.copyOf(new byte[] {'M', 'Z'}, 200));

    for (Path bad : List.of(cut, arm, dos, folder.resolve("missing.exe"))) {
      Result result = evm("run", bad);
      assertThat(result.status()).as("%s", bad).isEqualTo(1);
      assertThat(result.err().lines()).as("%s", result.err()).hasSize(1);
    }
    assertThat(evm("run", arm).err()).contains("ARM64");
  }

  @Test
  void aPolicyThatIsNotUnderstoodIsNamedWithItsLine() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy"), "heartbeat 5\nfly C:\\\n");

    Result result = evm("run", "--policy", policy, program);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("policy: Line 2: there is no 'fly'");
  }

  @Test
  void aPolicyWithAddressesSaysThatTheNetworkIsShared() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy"), "net 127.0.0.1:9\n");

    Result result = evm("run", "--policy", policy, program, "x");

    assertThat(result.err()).contains("reaches all of this machine's network.");
    assertThat(result.status()).isZero();
  }

  @Test
  void moreTimeThanAllowedIsSaid() throws IOException {
    Path loop = Windows.compile(folder.resolve("loop.exe"), "int main(void) { for (;;); }");

    Result result = evm("run", "--seconds", "1", loop);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("than it may.");
  }

  private static int header(byte[] bytes) {
    return Byte.toUnsignedInt(bytes[0x3c]) | Byte.toUnsignedInt(bytes[0x3d]) << 8;
  }

  private Result evm(String what, Object... args) {
    List<String> all = new ArrayList<>(List.of("evm", what, "--root", root.toString()));
    Stream.of(args).map(String::valueOf).forEach(all::add);
    return new CommandLineRun(Map.of(), Windows.home()).run(all.toArray(String[]::new));
  }
}
