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
}
