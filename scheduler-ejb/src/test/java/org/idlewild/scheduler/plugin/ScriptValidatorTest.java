package org.idlewild.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.settings.PluginSettings;
import org.idlewild.validator.InvalidOutput;
import org.idlewild.validator.Output;
import org.idlewild.validator.TryLater;
import org.idlewild.work.Delays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptValidatorTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path data;

  private PluginSettings settings;

  private record Printed(String name, String text) implements Output {
    @Override
    public long bytes() {
      return text.length();
    }

    @Override
    public String sha256() {
      throw new AssertionError("nobody asks for the hash");
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void aFolderOfScripts() throws IOException {
    settings = new PluginSettings(data.resolve("plugins"), data.resolve("running"), false);
    Files.createDirectories(settings.scripts());
  }

  @Test
  void theExitStatusSaysWhetherResultsAgree() throws Exception {
    script("same", "cmp -s \"$1/stdout\" \"$2/stdout\"");
    ScriptValidator same = told("same");

    List<Output> one = same.read(printed("x"));
    assertThat(same.agree(one, same.read(printed("x")))).isTrue();
    assertThat(same.agree(one, same.read(printed("y")))).isFalse();
  }

  @Test
  void aResultThatTheScriptRefusesByItselfIsInvalid() throws IOException {
    script("numbers", "grep -q '[^0-9]' \"$1/stdout\" && exit 2; exit 0");

    assertThatExceptionOfType(InvalidOutput.class)
        .isThrownBy(() -> told("numbers").read(printed("12a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 75, 98, 99, 100, 101, 127, 255})
  void anyOtherStatusMeansAnotherTime(int status) throws IOException {
    script("odd", "exit " + status);

    assertThatExceptionOfType(TryLater.class)
        .isThrownBy(() -> told("odd").read(printed("x")))
        .withMessage(
            "the script exited with "
                + Math.min(status, 99)
                + " when it compared a result with itself");
  }

  @Test
  void aScriptThatRefusesOnlyPairsMeansAnotherTime() throws Exception {
    script("odd", "[ \"$(cat \"$1/stdout\")\" = \"$(cat \"$2/stdout\")\" ] || exit 2");
    ScriptValidator odd = told("odd");
    List<Output> one = odd.read(printed("x"));
    List<Output> other = odd.read(printed("y"));

    assertThatIllegalStateException().isThrownBy(() -> odd.agree(one, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "absent", "../same", "/bin/true", "plain", "-x", ".", "a b"})
  void aCommandThatIsNoProgramOfTheOperatorsIsRefused(String command) throws IOException {
    script("same", "exit 0");
    Files.writeString(settings.scripts().resolve("plain"), "no program");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> told(command))
        .withMessage(
            "the validator script takes one option, command: the name of an executable file in the"
                + " server's folder of scripts");
  }

  @Test
  void theSandboxHasNoNetwork() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort();

      assertThat(run("/bin/bash", "-c", connect)).isNotZero();
    }
  }

  @Test
  void theSandboxWritesNowhereButInItsOwnTemporaryFolder() throws Exception {
    Path input = Files.createDirectory(data.resolve("input"));
    Files.writeString(input.resolve("file"), "x");
    String write = "for f in /x /usr/x %s/file %s/new; do touch $f; done; touch /tmp/ok && exit 7";

    assertThat(run(List.of(input), "/bin/sh", "-c", write.formatted(input, input))).isEqualTo(7);
    assertThat(input).isDirectoryContaining("glob:**/file");
    assertThat(input.resolve("new")).doesNotExist();
    assertThat(input.resolve("file")).hasContent("x");
    assertThat(Path.of("/tmp/ok")).doesNotExist();
  }

  @Test
  void theSandboxSeesNothingOfTheServersFiles() throws Exception {
    Path secret = Files.writeString(data.resolve("operator.token"), "secret");

    assertThat(run("/bin/cat", secret.toString())).isNotZero();
    assertThat(run("/bin/cat", "/etc/passwd")).isNotZero();
  }

  @Test
  void theSandboxKeepsNoVariableOfTheServers() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sandbox().run(List.of("/usr/bin/env"), List.of(), out, LIMIT);

    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("JAVA", "USER");
  }

  @Test
  void aScriptThatTakesTooLongIsEnded() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                sandbox()
                    .run(
                        List.of("/bin/sleep", "1000"),
                        List.of(),
                        OutputStream.nullOutputStream(),
                        Duration.ofMillis(300)))
        .withMessage("the script took longer than PT0.3S");
  }

  @Test
  void aScriptThatTakesTooMuchMemoryFails() throws Exception {
    assertThat(run("/usr/bin/head", "-c", "3G", "/dev/zero")).as("pipes cost nothing").isZero();
    assertThat(run("/bin/sh", "-c", "x=$(head -c 3G /dev/zero | tr '\\0' x)")).isNotZero();
  }

  @Test
  void whatAScriptPrintsIsCut() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status =
        sandbox().run(List.of("/usr/bin/head", "-c", "50M", "/dev/zero"), List.of(), out, LIMIT);

    assertThat(status).isZero();
    assertThat(out.size()).isEqualTo(1 << 20);
  }

  @Test
  void aSandboxThatFailsIsNoAnswer() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run(List.of(data.resolve("gone")), "/bin/true"))
        .withMessageStartingWith("the script's sandbox failed: bwrap: ");
  }

  @Test
  void withoutBubblewrapScriptsRunOnlyWhenASettingSaysSo() throws Exception {
    List<String> command = List.of("/bin/sh", "-c", "exit 5");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                new ScriptSandbox(false, false)
                    .run(command, List.of(), OutputStream.nullOutputStream(), LIMIT))
        .withMessage("scripts need bubblewrap, or idlewild.plugins.unsandboxed-scripts, to run");
    assertThat(
            new ScriptSandbox(true, false)
                .run(command, List.of(), OutputStream.nullOutputStream(), LIMIT))
        .isEqualTo(5);
  }

  private void script(String name, String body) throws IOException {
    Path script = Files.writeString(settings.scripts().resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private ScriptValidator told(String command) {
    TimeLimit limit =
        new TimeLimit(
            new LifecycleSettings(new Delays(Duration.ZERO, Duration.ofDays(7)), true, LIMIT));
    return new ScriptValidator(settings, sandbox(), limit).with(Map.of("command", command));
  }

  private static List<Output> printed(String text) {
    return List.of(new Printed("stdout", text));
  }

  private static int run(String... command) throws Exception {
    return run(List.of(), command);
  }

  private static int run(List<Path> inputs, String... command) throws Exception {
    return sandbox().run(List.of(command), inputs, OutputStream.nullOutputStream(), LIMIT);
  }

  private static ScriptSandbox sandbox() {
    return new ScriptSandbox(false, true);
  }
}
