package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real 32-bit programs under a real Wine of 64 bits. */
class NarrowRunTest {
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
  void aProgramIsEnclosedAndItsFullExitCodeIsTold() throws Exception {
    Path program =
        Windows.compileNarrow(
            folder.resolve("p.exe"),
            "#include <stdio.h>",
            "int main(void) { printf(\"%d\", (int)sizeof(void *)); return 0x1234567; }");

    trial.start(Trial.wrap(folder.resolve("wrapped"), List.of(program)), "p.exe");
    Ended ended = trial.await();

    assertThat(trial.out()).as("%s %s", ended, trial.err()).isEqualTo("4");
    assertThat(ended.sentence()).isEqualTo("It ended with the code 0x01234567.");
    assertThat(ended.account().hooks()).isGreaterThan(20);
  }

  @Test
  void aProgramOf64BitsStartsOneOf32BitsAndTheyShareTheirEncryptedFiles() throws Exception {
    assertThat(family(Windows::compile, Windows::compileNarrow)).isEqualTo("8 4 8");
  }

  @Test
  void aProgramOf32BitsStartsOneOf64BitsAndTheyShareTheirEncryptedFiles() throws Exception {
    assertThat(family(Windows::compileNarrow, Windows::compile)).isEqualTo("4 8 4");
  }

  private interface Compiler {
    Path compile(Path program, String... lines) throws IOException;
  }

  /** Both have the file open at once: each adds the size of its pointers, and the parent reads. */
  private String family(Compiler parent, Compiler child) throws Exception {
    String add =
        "static void add(FILE *file, const char *end) {"
            + " fseek(file, 0, SEEK_END); fprintf(file, \"%d%s\", (int)sizeof(void *), end);"
            + " fflush(file); }";
    Path first =
        parent.compile(
            folder.resolve("parent.exe"),
            "#include <stdio.h>",
            "#include <windows.h>",
            add,
            "int main(void) {",
            "  char line[] = \"C:\\\\app\\\\child.exe\", text[100] = {0}; DWORD code = 0;",
            "  STARTUPINFOA info = {.cb = sizeof info}; PROCESS_INFORMATION started;",
            "  FILE *file = fopen(\"sizes.txt\", \"w+\"); add(file, \" \");",
            "  if (!CreateProcessA(NULL, line, NULL, NULL, 0, 0, NULL, NULL, &info, &started)) return 1;",
            "  WaitForSingleObject(started.hProcess, INFINITE);",
            "  GetExitCodeProcess(started.hProcess, &code);",
            "  add(file, \"\"); rewind(file); fgets(text, 99, file); printf(\"%s\", text);",
            "  return code == 300 ? 0 : 2; }");
    Path second =
        child.compile(
            folder.resolve("child.exe"),
            "#include <stdio.h>",
            add,
            "int main(void) { add(fopen(\"sizes.txt\", \"r+\"), \" \"); return 300; }");
    trial.policy("processes 8\ncipher aes");

    trial.start(Trial.wrap(folder.resolve("wrapped"), List.of(first, second)), "parent.exe");
    Ended ended = trial.await();

    assertThat(ended.cause()).as("%s %s %s", ended, trial.out(), trial.err()).isEqualTo(Cause.DONE);
    return trial.out();
  }
}
