package org.idlewild.agent.sandbox.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.idlewild.agent.evm.Windows;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.agent.sandbox.Program.AppFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvmSandboxTest {
  private static final String HOME = "idlewild.home";

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
      run(
          1000,
          LINUX,
          "int main(void) {",
          "  struct { short family; unsigned short port; unsigned address; long long rest; } to =",
          "    {2, __builtin_bswap16(" + service.getLocalPort() + "), 0x0100007f, 0};",
          "  long long line = linux_call(41, 2, 1, 0);",
          "  printf(\"%lld\", line < 0 ? line : linux_call(42, line, (long long)&to, 16));",
          "  return 0; }");

      assertThat(folder.resolve("stdout")).as("nobody listens there").hasContent("-111");
    }
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
        .containsExactly(Platform.WINDOWS_X86_64);
  }

  private Path wrapped() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/wrapped"))) {
      return files.filter(file -> file.endsWith("a.exe")).findFirst().orElseThrow();
    }
  }

  private Exit run(long maxStdout, String... lines) throws Exception {
    Path exe = Windows.compile(folder.resolve("a.exe"), lines);
    return sandbox.start(program(exe, maxStdout)).awaiting().get(2, TimeUnit.MINUTES);
  }

  private Exit again() throws Exception {
    Program program = program(folder.resolve("a.exe"), 100);
    return sandbox.start(program).awaiting().get(2, TimeUnit.MINUTES);
  }

  private Program program(Path exe, long maxStdout) {
    return new Program(
        "task-1",
        new Program.Command(Platform.WINDOWS_X86_64, "a.exe", List.of("an argument")),
        List.of(new AppFile("a.exe", exe)),
        work,
        Optional.of(new Program.Capture(folder.resolve("stdout"), maxStdout)),
        new Limits(1L << 29, Duration.ofSeconds(30), Duration.ofMinutes(1), 64, 1L << 26));
  }
}
