package org.idlewild.agent.sandbox.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.idlewild.agent.evm.Await;
import org.idlewild.agent.evm.Windows;
import org.idlewild.agent.sandbox.EvmTerms;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.agent.sandbox.Program.AppFile;
import org.idlewild.agent.sandbox.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvmSandboxTest {
  private static final String HOME = "idlewild.home";
  private static final String NETWORK = "idlewild.windows.net";

  /** Ends when the file by which it says that all is in place has gone. */
  private static final String PAUSES_WITH_A_STATE =
      """
      #include <stdio.h>
      #include <windows.h>
      static void keep(const char *name) {
        FILE *f = fopen(name, "w");
        fputs("a readable state", f);
        fclose(f);
      }
      int main(void) {
        keep("state");
        keep("ready");
        while (GetFileAttributesA("ready") != INVALID_FILE_ATTRIBUTES) Sleep(50);
        return 0;
      }
      """;

  /** Calls that no function of Windows sees. */
  private static final String LINUX =
      """
      #include <stdio.h>
      static long long linux_call(long long number, long long a, long long b, long long c) {
        long long answer;
        __asm__ volatile("syscall" : "=a"(answer) : "a"(number), "D"(a), "S"(b), "d"(c)
                         : "rcx", "r11", "memory");
        return answer;
      }
      """;

  @TempDir private Path folder;
  private final EvmSandbox sandbox = new EvmSandbox();
  private Path work;

  @BeforeEach
  void aSandbox() throws IOException {
    System.setProperty(HOME, Windows.home().toString());
    Path data = Files.createDirectory(folder.resolve("data"));
    assertThat(sandbox.prepare(data)).isEmpty();
    work = Files.createDirectories(folder.resolve("task/work"));
  }

  @AfterEach
  void forget() {
    System.clearProperty(HOME);
  }

  @Test
  void aWindowsProgramReadsItsInputsAndItsOutputsAreInTheWorkingFolder() throws Exception {
    Files.writeString(work.resolve("in.txt"), "hello");

    Exit exit =
        run(
            1 << 20,
            "#include <stdio.h>",
            "int main(int count, char **words) {",
            "  char text[100]; FILE *in = fopen(\"in.txt\", \"r\");",
            "  FILE *out = fopen(\"out.txt\", \"w\");",
            "  fgets(text, 99, in); fprintf(out, \"%s %s\", text, words[1]); fclose(out);",
            "  puts(\"done\"); fprintf(stderr, \"warned\"); return 0; }");

    assertThat(exit.status()).isZero();
    assertThat(exit.broken()).isEmpty();
    assertThat(exit.stderr()).isEqualTo("warned");
    assertThat(work.resolve("out.txt")).hasContent("hello an argument");
    assertThat(Files.readString(folder.resolve("stdout")).strip()).isEqualTo("done");
    assertThat(folder.resolve("task/evm")).doesNotExist();
  }

  @Test
  void theSameProgramIsWrappedOnceAndAnewWhenSomebodyChangedIt() throws Exception {
    run(100, "int main(void) { return 0; }");
    Path wrapped = wrapped();
    Object first = Files.getLastModifiedTime(wrapped);
    again();
    assertThat(Files.getLastModifiedTime(wrapped)).isEqualTo(first);

    Files.writeString(wrapped, "changed");
    assertThat(again().status()).isZero();
    assertThat(Files.size(wrapped)).isGreaterThan(1000);
  }

  @Test
  void whatAnEarlierAgentWasWrappingWhenItEndedIsRemoved() throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("data/wrapped/new-1/in"));

    assertThat(sandbox.prepare(folder.resolve("data"))).isEmpty();

    assertThat(scratch.getParent()).doesNotExist();
  }

  @Test
  void moreStandardOutputThanAllowedEndsIt() throws Exception {
    Exit exit = run(10, "#include <stdio.h>", "int main(void) { for (;;) puts(\"more\"); }");

    assertThat(exit.status()).isEqualTo(-1);
    assertThat(exit.broken()).contains("It wrote more to its standard output than it may.");
    assertThat(Files.size(folder.resolve("stdout"))).isEqualTo(10);
  }

  @Test
  void whatCallsLinuxDirectlyFindsNothingOfTheMachine() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");

    run(
        1000,
        LINUX,
        "static long opens(const char *path) { return linux_call(2, (long long)path, 0, 0); }",
        "int main(void) {",
        "  printf(\"%d %d %d\", opens(\"/usr/bin/env\") >= 0, opens(\"" + secret + "\") >= 0,",
        "    opens(\"/etc/passwd\") >= 0); return 0; }");

    assertThat(folder.resolve("stdout")).hasContent("1 0 0");
  }

  @Test
  void whatCallsLinuxDirectlyReachesNoServiceOfTheMachine() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Exit exit =
          run(
              1000,
              LINUX,
              "int main(void) {",
              "  struct { short family; unsigned short port; unsigned address; long long rest; } to =",
              "    {2, __builtin_bswap16(" + service.getLocalPort() + "), 0x0100007f, 0};",
              "  long long line = linux_call(41, 2, 1, 0);",
              "  printf(\"%lld\", line < 0 ? line : linux_call(42, line, (long long)&to, 16));",
              "  return 0; }");

      assertThat(folder.resolve("stdout")).as("nobody listens there; %s", exit).hasContent("-111");
    }
  }

  @Test
  void itsFilesAreUnreadableOnTheDiskAndWhatItKeptCanBeBroughtMeanwhile() throws Exception {
    Path exe = compiled(PAUSES_WITH_A_STATE);
    Running running = sandbox.start(program(exe, 100));
    Await.until(() -> Files.exists(folder.resolve("task/evm/box/root/C/work/ready")));

    Await.until(() -> isBrought(running, "state"));

    assertThat(work.resolve("state")).hasContent("a readable state");
    byte[] disk = Files.readAllBytes(folder.resolve("task/evm/box/root/C/work/state"));
    assertThat(new String(disk, StandardCharsets.ISO_8859_1)).doesNotContain("readable");
    running.kill();
    running.awaiting().get(2, TimeUnit.MINUTES);
  }

  @Test
  void aFileThatSomebodyTookAwayMeanwhileIsNotLostQuietly() throws Exception {
    Path exe = compiled(PAUSES_WITH_A_STATE);
    Running running = sandbox.start(program(exe, 100));
    Path inside = folder.resolve("task/evm/box/root/C/work");
    Await.until(() -> Files.exists(inside.resolve("ready")));

    Files.delete(inside.resolve("state"));
    Files.delete(inside.resolve("ready"));

    Exit exit = running.awaiting().get(2, TimeUnit.MINUTES);
    assertThat(exit.broken()).hasValueSatisfying(why -> assertThat(why).contains("was changed"));
  }

  @Test
  void whatWantsTheNetworkIsRefusedUnlessTheOwnerAllowsIt() throws Exception {
    Path exe = compiled("int main(void) { return 0; }");
    EvmTerms connecting = new EvmTerms(false, "net 192.0.2.1:80\n");

    assertThat(sandbox.features()).isEmpty();
    assertThatIOException()
        .isThrownBy(() -> sandbox.start(program(exe, 100, connecting)))
        .withMessage("This machine's owner lets no Windows program connect to anything.");
    System.setProperty(NETWORK, "yes");
    try {
      assertThat(sandbox.features()).containsExactly("windows-net");
      Running running = sandbox.start(program(exe, 100, connecting));
      assertThat(running.awaiting().get(2, TimeUnit.MINUTES).status()).isZero();
    } finally {
      System.clearProperty(NETWORK);
    }
  }

  @Test
  void aSignatureIsCutOutOnlyWhenTheApplicationSaysSo() throws Exception {
    Path exe = compiled("int main(void) { return 0; }");
    byte[] bytes = Files.readAllBytes(exe);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(out.getInt(0x3c) + 24 + 112 + 4 * 8, 8L << 32 | bytes.length);
    Files.write(exe, bytes);
    Files.write(exe, new byte[8], StandardOpenOption.APPEND);

    assertThatIOException()
        .isThrownBy(() -> sandbox.start(program(exe, 100)))
        .withMessageContaining("is signed");
    Running running = sandbox.start(program(exe, 100, new EvmTerms(true, "")));
    assertThat(running.awaiting().get(2, TimeUnit.MINUTES).status()).isZero();
  }

  @Test
  void whatIsNoWindowsProgramIsRefusedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("a.exe"), "no program");

    assertThatIOException()
        .isThrownBy(() -> sandbox.start(program(text, 10)))
        .withMessageContaining("a.exe");
  }

  @Test
  void itIsForWindowsProgramsAlone() {
    assertThat(Stream.of(Platform.values()).filter(sandbox::runs))
        .containsExactly(Platform.WINDOWS_X86_64, Platform.WINDOWS_X86);
  }

  @Test
  void a32BitProgramRunsAsOthersDo() throws Exception {
    Path exe =
        Windows.compileNarrow(
            folder.resolve("a.exe"),
            "#include <stdio.h>",
            "int main(int count, char **words) { printf(\"%s\", words[1]); return sizeof words; }");

    Exit exit =
        sandbox.start(program(Platform.WINDOWS_X86, exe, 100)).awaiting().get(2, TimeUnit.MINUTES);

    assertThat(exit.status()).isEqualTo(4);
    assertThat(folder.resolve("stdout")).hasContent("an argument");
  }

  private Path wrapped() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/wrapped"))) {
      return files.filter(file -> file.endsWith("a.exe")).findFirst().orElseThrow();
    }
  }

  /** Its sum may still be on its way. */
  private boolean isBrought(Running running, String name) {
    try {
      running.bring(name);
      return Files.exists(work.resolve(name));
    } catch (IOException e) {
      return false;
    }
  }

  private Path compiled(String... lines) throws IOException {
    return Windows.compile(folder.resolve("a.exe"), lines);
  }

  private Exit run(long maxStdout, String... lines) throws Exception {
    Path exe = compiled(lines);
    return sandbox.start(program(exe, maxStdout)).awaiting().get(2, TimeUnit.MINUTES);
  }

  private Exit again() throws Exception {
    Program program = program(folder.resolve("a.exe"), 100);
    return sandbox.start(program).awaiting().get(2, TimeUnit.MINUTES);
  }

  private Program program(Path exe, long maxStdout) {
    return program(Platform.WINDOWS_X86_64, exe, maxStdout, EvmTerms.USUAL);
  }

  private Program program(Path exe, long maxStdout, EvmTerms terms) {
    return program(Platform.WINDOWS_X86_64, exe, maxStdout, terms);
  }

  private Program program(Platform platform, Path exe, long maxStdout) {
    return program(platform, exe, maxStdout, EvmTerms.USUAL);
  }

  private Program program(Platform platform, Path exe, long maxStdout, EvmTerms terms) {
    return new Program(
        "task-1",
        new Program.Command(platform, "a.exe", List.of("an argument")),
        List.of(new AppFile("a.exe", exe)),
        work,
        Optional.of(new Program.Capture(folder.resolve("stdout"), maxStdout)),
        new Limits(1L << 29, Duration.ofSeconds(30), Duration.ofMinutes(1), 64, 1L << 26),
        terms);
  }
}
