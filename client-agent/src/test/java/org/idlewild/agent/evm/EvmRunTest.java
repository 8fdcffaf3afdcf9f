package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.idlewild.agent.sandbox.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs under a real Wine. */
class EvmRunTest {
  @TempDir private Path folder;
  private Trial trial;

  @BeforeEach
  void aTrial() {
    trial = new Trial(folder);
  }

  @AfterEach
  void leaveNothing() throws IOException {
    trial.remove();
  }

  @Test
  void aProgramWritesToBothOutputsAndItsFullExitCodeIsTold() throws Exception {
    Ended ended =
        trial.run(
            "#include <stdio.h>",
            "int main(void) { puts(\"out\"); fprintf(stderr, \"err\"); return 0x1234567; }");

    assertThat(trial.out()).isEqualTo("out\n");
    assertThat(trial.err()).isEqualTo("err");
    assertThat(ended.cause()).isEqualTo(Cause.FAILED);
    assertThat(ended.sentence()).isEqualTo("It ended with the code 0x01234567.");
    assertThat(ended.report().asked()).containsEntry("job", "ok");
    assertThat(ended.account().hooks()).isGreaterThan(20);
  }

  @Test
  void whatItWritesLiesBelowItsRootAndIsTaken() throws Exception {
    trial.input("C:\\work\\in.txt", "hello");

    Ended ended =
        trial.run(
            "#include <stdio.h>",
            "int main(void) {",
            "  char text[100] = {0};",
            "  FILE *in = fopen(\"in.txt\", \"r\"), *out = fopen(\"C:\\\\work\\\\out.txt\", \"w\");",
            "  fgets(text, 99, in); fprintf(out, \"%s world\", text); fclose(out);",
            "  return 0; }");

    assertThat(ended.cause()).isEqualTo(Cause.DONE);
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThat(trial.stock().take("C:\\work", taken)).contains("in.txt", "out.txt");
    assertThat(taken.resolve("out.txt")).hasContent("hello world");
  }

  @Test
  void afterItsEndNothingIsLeftOfIt() throws Exception {
    trial.run("int main(void) { return 0; }");

    trial.remove();

    assertThat(trial.task()).doesNotExist();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains("p.exe"));
  }

  @Test
  void windowsHaveNoDisplayAndWorkAllTheSame() throws Exception {
    Path program =
        Windows.compile(
            folder.resolve("w.exe"),
            "#include <stdio.h>",
            "#include <windows.h>",
            "int main(void) {",
            "  HWND window = CreateWindowA(\"STATIC\", \"x\", WS_POPUP, 0, 0, 9, 9, 0, 0, 0, 0);",
            "  puts(window ? \"a window\" : \"no window\"); return 0; }");
    trial.start(Trial.wrap(folder.resolve("wrapped"), List.of(program)), "w.exe");
    trial.await();

    assertThat(trial.out()).isEqualTo("a window\n");
  }

  @Test
  void pausedItStandsStillAndGoesOnAfterwards() throws Exception {
    EvmRun run =
        trial.start(
            Trial.wrapped(
                folder,
                "#include <stdio.h>",
                "#include <windows.h>",
                "int main(void) { for (int i = 0; i < 30; i++) { puts(\"tick\"); fflush(stdout);"
                    + " Sleep(100); } return 0; }"),
            "p.exe");
    Await.until(() -> trial.out().lines().count() > 2);

    run.pause();
    Await.until(run::standsStill);
    Await.settled(trial::out);
    String before = trial.out();
    Await.looks(4);
    assertThat(trial.out()).isEqualTo(before);
    run.resume();

    assertThat(trial.await().cause()).isEqualTo(Cause.DONE);
    assertThat(trial.out().lines()).hasSize(30);
  }

  @Test
  void aTaskMayLieDeepInTheDisk() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("deep/".repeat(30)));
    trial = new Trial(deep);

    assertThat(trial.run("int main(void) { return 0; }").cause()).isEqualTo(Cause.DONE);
    trial.remove();
    assertThat(deep.resolve("task-portal")).doesNotExist();
  }

  @Test
  void theLastSumsOfManyFilesArriveBeforeItsEnd() throws Exception {
    Ended ended =
        trial
            .policy("cipher aes")
            .run(
                "#include <stdio.h>",
                "int main(void) { char name[99]; for (int i = 0; i < 400; i++) {",
                "  sprintf(name, \"%d.txt\", i); FILE *f = fopen(name, \"w\");",
                "  fputs(name, f); fclose(f); } return 0; }");

    assertThat(ended.cause()).isEqualTo(Cause.DONE);
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThat(trial.stock().take("C:\\work", taken)).hasSize(400);
  }

  @Test
  void killedItEndsAtOnce() throws Exception {
    EvmRun run =
        trial.start(
            Trial.wrapped(
                folder,
                "#include <stdio.h>",
                "int main(void) { puts(\"up\"); fflush(stdout); for (;;); }"),
            "p.exe");
    Await.until(() -> trial.out().contains("up"));

    run.kill();

    Ended ended = trial.await();
    assertThat(ended.cause()).isEqualTo(Cause.KILLED);
    assertThat(ended.cause().blame()).isEqualTo(Cause.Blame.USER);
  }

  @Test
  void endedByTheSystemItIsNotDone() throws Exception {
    trial.start(
        Trial.wrapped(
            folder,
            "#include <stdio.h>",
            "int main(void) { puts(\"up\"); fflush(stdout); for (;;); }"),
        "p.exe");
    Await.until(() -> trial.out().contains("up"));

    killLikeTheSystem("Z:\\root\\C\\app\\p.exe");

    assertThat(trial.await().cause()).isEqualTo(Cause.CUT_OFF);
  }

  /** Java does not tell a Windows program's command line. */
  private static void killLikeTheSystem(String command) {
    ProcessHandle.allProcesses()
        .filter(process -> command(process).strip().equals(command))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String command(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", "" + process.pid(), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void aFileBeyondTheLimitIsNotWrittenAndTheProgramHearsOfIt() throws Exception {
    Ended ended =
        trial
            .limits(limits(1 << 28, 60, 5 << 20))
            .run(
                "#include <stdio.h>",
                "int main(void) {",
                "  FILE *file = fopen(\"far\", \"w\"); setvbuf(file, 0, _IONBF, 0);",
                "  fseek(file, 6 << 20, SEEK_SET); return fwrite(\"x\", 1, 1, file) ? 1 : 2; }");

    assertThat(ended.sentence()).isEqualTo("It ended with the code 2.");
  }

  @Test
  void moreProcessorTimeThanAllowedEndsIt() throws Exception {
    assertThat(ends(limits(1 << 28, 2, 1 << 26), "int main(void) { for (;;); }"))
        .isEqualTo(Cause.CPU);
  }

  @Test
  void moreMemoryThanAllowedEndsIt() throws Exception {
    assertThat(
            ends(
                limits(100 << 20, 60, 1 << 26),
                "#include <stdlib.h>",
                "#include <string.h>",
                "#include <windows.h>",
                "int main(void) { for (;;) { memset(malloc(1 << 20), 1, 1 << 20); Sleep(5); } }"))
        .isEqualTo(Cause.MEMORY);
  }

  @Test
  void moreDiskThanAllowedEndsIt() throws Exception {
    assertThat(
            ends(
                limits(1 << 28, 60, 5 << 20),
                "#include <stdio.h>",
                "#include <windows.h>",
                "static char block[65536];",
                "int main(void) { char name[99]; for (int i = 0;; i++) {",
                "  sprintf(name, \"C:\\\\work\\\\%d\", i); FILE *f = fopen(name, \"w\");",
                "  fwrite(block, 1, sizeof block, f); fclose(f); Sleep(5); } }"))
        .isEqualTo(Cause.DISK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3des", "aes"})
  void whatItWritesIntoTheRegistryIsReadByItAndNotOnTheDisk(String cipher) throws Exception {
    trial.policy("cipher " + cipher);

    trial.run(
        "#include <stdio.h>",
        "#include <windows.h>",
        "int main(void) {",
        "  char text[20] = {0}; DWORD size = sizeof text;",
        "  RegSetKeyValueA(HKEY_CURRENT_USER, \"Own\", \"name\", REG_SZ, \"password\", 9);",
        "  RegGetValueA(HKEY_CURRENT_USER, \"Own\", \"name\", RRF_RT_REG_SZ, 0, text, &size);",
        "  return !puts(text); }");

    assertThat(trial.out()).isEqualTo("password\n");
    assertThat(Files.readString(registry(), StandardCharsets.ISO_8859_1))
        .startsWith("IDLEEVM1")
        .doesNotContain("p\0a\0s\0s\0w", "passw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3des", "aes"})
  void twoFilesOfTheSameTextAreNotTheSameOnTheDisk(String cipher) throws Exception {
    trial
        .policy("cipher " + cipher)
        .run(
            "#include <stdio.h>",
            "int main(void) { for (int i = 0; i < 2; i++) {",
            "  FILE *out = fopen(i ? \"b\" : \"a\", \"w\");",
            "  for (int j = 0; j < 99; j++) fputs(\"the same text, \", out); fclose(out); } }");

    Path work = trial.task().resolve("box/root/C/work");
    String one = Files.readString(work.resolve("a"), StandardCharsets.ISO_8859_1);
    String other = Files.readString(work.resolve("b"), StandardCharsets.ISO_8859_1);
    assertThat(one).hasSameSizeAs(other);
    assertThat(one.substring(one.length() - 64)).isNotEqualTo(other.substring(one.length() - 64));
  }

  @Test
  void whatItLocksOfAnEncryptedFileIsNotWhatLiesThereOnTheDisk() throws Exception {
    EvmRun run =
        trial
            .policy("cipher aes")
            .start(
                Trial.wrapped(
                    folder,
                    "#include <stdio.h>",
                    "#include <windows.h>",
                    "int main(void) {",
                    "  HANDLE file = CreateFileA(\"f\", 3 << 30, 7, 0, CREATE_ALWAYS, 0, 0);",
                    "  puts(LockFile(file, 0, 0, 10, 0) ? \"locked\" : \"not\"); fflush(stdout);",
                    "  for (;;) Sleep(100); }"),
                "p.exe");
    Await.until(() -> trial.out().contains("locked"));

    Path file = trial.task().resolve("box/root/C/work/f");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock(0, 1 << 20, false)).isNotNull();
    }
    run.kill();
    trial.await();
  }

  @Test
  void aRegistryThatSomebodyElsePutThereEndsIt() throws Exception {
    trial.policy("cipher aes").last(root -> Files.writeString(registry(), "K".repeat(128)));

    Ended ended = trial.run("int main(void) { return 0; }");

    assertThat(ended.cause()).isEqualTo(Cause.TAMPERED);
  }

  private Path registry() {
    return trial.task().resolve("box/root/registry");
  }

  private Cause ends(Limits limits, String... lines) throws Exception {
    Ended ended = trial.limits(limits).run(lines);
    assertThat(ended.cause().blame()).isEqualTo(Cause.Blame.UNIT);
    return ended.cause();
  }

  private static Limits limits(long memory, long cpu, long disk) {
    return new Limits(memory, Duration.ofSeconds(cpu), Duration.ofMinutes(2), 64, disk);
  }
}
