package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a program afterwards, however short it was. */
class AccountTest {
  @TempDir private Path folder;
  private Trial trial;

  @BeforeEach
  void aTrial() {
    trial = new Trial(folder).bare();
  }

  @AfterEach
  void leaveNothing() throws IOException {
    trial.remove();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return 0;",
        "exit(3);",
        "ExitProcess(3);",
        "TerminateProcess(GetCurrentProcess(), 3);",
        "*(volatile int *)8 = 1;"
      })
  void bytesAndRefusalsAreCountedToTheEnd(String end) throws Exception {
    Account account =
        told(
            "FILE *out = fopen(\"out.txt\", \"w\"); fputs(\"twelve bytes\", out); fclose(out);",
            "for (int i = 0; i < 50; i++) fopen(\"\\\\\\\\.\\\\PhysicalDrive0\", \"r\");",
            end);

    assertThat(account.bytesWritten()).isEqualTo(12);
    assertThat(account.refused().values().stream().mapToLong(often -> often).sum()).isEqualTo(50);
  }

  @Test
  void whatTheHostHasAndTheProgramDoesNotSeeIsToldWhenItIsAskedFor() throws Exception {
    Account account =
        told(
            "for (int i = 0; i < 2; i++) fopen(i ? \"Z:\\\\none\" : \"Z:\\\\launch.exe\", \"r\");");

    assertThat(account.refusals())
        .containsExactly(new Account.Refusal("NtCreateFile", "\\??\\Z:\\launch.exe"));
  }

  @Test
  void whatADialogWouldHaveSaidIsTold() throws Exception {
    Path dialogs = Windows.shim().folder().resolve("claims/dialogs.exe");
    trial.start(Trial.wrap(folder.resolve("wrapped"), List.of(dialogs)), "dialogs.exe");

    assertThat(trial.await().account().texts())
        .contains(
            new Account.Told("message box", "Asks", "Sure?\nNo\nYes"),
            new Account.Told("message box", "Task", "main\ncontent"));
  }

  @Test
  void whatWinesServerDoesForItCountsAsItsOwn() throws Exception {
    Ended ended =
        trial.run(
            "#include <stdio.h>",
            "#include <windows.h>",
            "int main(void) {",
            "  for (int i = 0; i < 30000; i++) fclose(fopen(\"f\", \"w\"));",
            "  Sleep(1000); return 0; }");

    assertThat(ended.usage().cpu())
        .isGreaterThan(ended.account().cpu().multipliedBy(13).dividedBy(10));
  }

  private Account told(String... lines) throws Exception {
    return trial
        .run(
            "#include <stdio.h>",
            "#include <stdlib.h>",
            "#include <windows.h>",
            "int main(void) {" + String.join("\n", lines) + "}")
        .account();
  }
}
