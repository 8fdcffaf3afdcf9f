package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.evm.Windows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that no desktop could run are refused before anything is registered. */
class RegisterWindowsTest {
  private static final String VERSIONS = "POST /api/v1/apps/demo/versions";
  private static final int OPTIONAL = 24;
  private static final int DIRECTORIES = OPTIONAL + 112;
  private static final int SECURITY = DIRECTORIES + 4 * 8;
  private static final int DOT_NET = DIRECTORIES + 14 * 8;

  private final FakeServer server = new FakeServer();

  @TempDir private Path folder;
  private Path program;
  private byte[] bytes;
  private int header;

  @BeforeEach
  void aProgram() throws IOException {
    program = Windows.compile(folder.resolve("a.exe"), "int main(void) { return 0; }");
    bytes = Files.readAllBytes(program);
    header = head().getInt(0x3c);
    describe("");
    server.answers("POST /api/v1/apps", 201, "{}");
    server.answers(VERSIONS, 201, "{\"version\":1,\"files\":[]}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSoundOneIsRegistered() {
    assertThat(register().status()).isZero();
    assertThat(server.asked(VERSIONS)).hasSize(1);
  }

  @Test
  void whatIsCutShortIsRefused() throws IOException {
    refused(Arrays.copyOf(bytes, bytes.length / 2), "a.exe");
  }

  @Test
  void whatIsForOtherMachinesIsRefused() throws IOException {
    head().putShort(header + 4, (short) 0xaa64);
    refused(bytes, "ARM64");
  }

  @Test
  void whatIsFor16BitIsRefused() throws IOException {
    refused(Arrays.copyOf(new byte[] {'M', 'Z'}, 200), "a.exe");
  }

  @Test
  void aDotNetProgramIsRefused() throws IOException {
    head().putLong(header + DOT_NET, 72L << 32 | 0x1000);
    refused(bytes, ".NET");
  }

  @Test
  void aPackedProgramIsRefused() throws IOException {
    // The first section's flags: code that can be written.
    int section = header + OPTIONAL + head().getShort(header + 20);
    head().putInt(section + 36, 0xe000_0020);
    refused(bytes, "packed");
  }

  @Test
  void aSignedProgramIsRefusedUnlessItsSignatureMayGo() throws IOException {
    head().putLong(header + SECURITY, 8L << 32 | bytes.length);
    byte[] signed = Arrays.copyOf(bytes, bytes.length + 8);
    refused(signed, "signed");

    describe(",\"evm\":{\"stripSignature\":true}");
    assertThat(register().status()).isZero();
  }

  @Test
  void aLargeProgramNeedsNoMoreMemoryOfTheCommandsOwn() throws IOException {
    Files.write(program, Arrays.copyOf(bytes, 100 << 20));

    assertThat(register().status()).isZero();
  }

  private ByteBuffer head() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void refused(byte[] bad, String saying) throws IOException {
    Files.write(program, bad);

    Result result = register();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err().lines()).as(result.err()).hasSize(1);
    assertThat(result.err()).contains(saying);
    assertThat(server.asked("POST /api/v1/apps")).isEmpty();
  }

  private void describe(String more) throws IOException {
    Files.writeString(
        folder.resolve("idlewild-app.json"),
        "{\"app\":\"demo\",\"manifest\":{\"version\":1,\"platform\":\"windows-x86_64\","
            + "\"main\":\"a.exe\",\"files\":[{\"name\":\"a.exe\"}]"
            + more
            + "}}");
  }

  private Result register() {
    return new CommandLineRun(server).run("register", folder.toString());
  }
}
