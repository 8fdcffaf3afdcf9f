package org.idlewild.protocol.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher by itself, in a folder laid out as a client's slot. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {
  /** Says who it is, and a process of its own, and computes for ever. */
  private static final String BUSY =
      "(while :; do :; done) & echo $! >child; echo $$ >me; while :; do :; done";

  @TempDir Path folder;
  private Slot slot;

  @BeforeEach
  void aSlot() throws IOException {
    slot = new Slot(folder, ProcessHandle.current().pid());
  }

  @AfterEach
  void close() {
    slot.close();
  }

  @Test
  void whatAProgramPrintsIsAFileAndItsArgumentsAreItsOwn() throws Exception {
    slot.start("printf '%s,' \"$@\"; echo complaint >&2", "one", "two words", "", "$3");

    assertThat(slot.end()).isZero();
    assertThat(slot.text("stdout")).isEqualTo("one,two words,,$3,");
    assertThat(slot.text("stderr.txt")).isEqualTo("complaint");
    assertThat(slot.text("boinc_finish_called")).isEqualTo("0");
  }

  @Test
  void aProgramsExitStatusIsTheTasks() throws Exception {
    slot.start("exit 3");

    assertThat(slot.end()).isEqualTo(3);
    assertThat(slot.text("boinc_finish_called")).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource({"KILL, 9", "SEGV, 11", "TERM, 15"})
  void aProgramThatASignalKilledTakesTheLauncherWithIt(String signal, int number) throws Exception {
    slot.start("kill -s " + signal + " $$");

    assertThat(slot.end()).isEqualTo(128 + number);
    assertThat(slot.file("boinc_finish_called")).doesNotExist();
    assertThat(slot.text("stderr.txt")).contains("killed by a signal: " + signal);
  }

  @Test
  void aSuspendedProgramRestsWithAllItsProcessesUntilItIsResumed() throws Exception {
    slot.start(BUSY);
    long me = id("me");
    long child = id("child");

    slot.say(Slot.REQUEST, "<suspend/>");
    Slot.until("both rest", () -> state(me).equals("T") && state(child).equals("T"));
    assertThat(slot.isFull(Slot.REQUEST)).isFalse();

    slot.say(Slot.REQUEST, "<resume/>");
    Slot.until("both go on", () -> state(me).equals("R") && state(child).equals("R"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProgramThatIsToQuitEndsWithoutHavingFinished(boolean suspended) throws Exception {
    slot.start(BUSY);
    long me = id("me");
    long child = id("child");
    if (suspended) {
      slot.say(Slot.REQUEST, "<suspend/>");
      Slot.until("it rests", () -> state(me).equals("T"));
    }

    slot.say(Slot.REQUEST, "<quit/>");

    assertThat(slot.end()).isZero();
    assertThat(slot.file("boinc_finish_called")).doesNotExist();
    Slot.until("nothing is left", () -> isGone(me) && isGone(child));
  }

  @Test
  void aProgramMayTidyUpBeforeItQuits() throws Exception {
    slot.start("trap 'echo state >state; exit' TERM; " + BUSY);
    id("me");

    slot.say(Slot.REQUEST, "<quit/>");

    assertThat(slot.end()).isZero();
    assertThat(slot.text("state")).isEqualTo("state");
  }

  @Test
  void anAbortedProgramIsKilledWithAllItsProcesses() throws Exception {
    slot.start("trap '' TERM; " + BUSY);
    long me = id("me");
    long child = id("child");

    slot.say(Slot.REQUEST, "<abort/>");

    assertThat(slot.end()).isEqualTo(194);
    assertThat(slot.file("boinc_finish_called")).doesNotExist();
    Slot.until("nothing is left", () -> isGone(me) && isGone(child));
  }

  @Test
  void withoutItsClientAProgramDoesNotGoOn() throws Exception {
    Process client = new ProcessBuilder("cat").start();
    slot = new Slot(folder, client.pid());
    slot.start(BUSY);
    long me = id("me");

    client.destroyForcibly().waitFor();

    assertThat(slot.end()).isZero();
    assertThat(slot.file("boinc_finish_called")).doesNotExist();
    Slot.until("nothing is left", () -> isGone(me));
  }

  @Test
  void withoutItsLauncherAProgramDoesNotGoOn() throws Exception {
    slot.start(BUSY);
    long me = id("me");

    slot.launcher().destroyForcibly();

    Slot.until("nothing is left", () -> isGone(me));
  }

  @Test
  void theClientIsToldHowLongAProgramComputes() throws Exception {
    slot.start(BUSY);
    id("me");

    slot.hear(Slot.STATUS);
    String status = slot.hear(Slot.STATUS);

    assertThat(seconds("current", status)).isGreaterThan(100.5).isLessThan(1000);
    assertThat(seconds("checkpoint", status)).isEqualTo(100.5);
  }

  @Test
  void whatAShortProgramTookIsToldWhenItEnds() throws Exception {
    slot.start("i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done");

    assertThat(slot.end()).isZero();
    assertThat(seconds("current", slot.hear(Slot.STATUS))).isGreaterThan(100.55);
  }

  @Test
  void aMessageOfAProgramIsOfferedToTheClient() throws Exception {
    slot.start(
        "mkdir -p trickle/up; printf 'half <done>' >trickle/up/.1; mv trickle/up/.1 trickle/up/1;"
            + BUSY);

    assertThat(slot.hear(Slot.TRICKLE_UP)).contains("<have_new_trickle_up/>");
    assertThat(slot.text("trickle_up.xml")).isEqualTo("<base64>aGFsZiA8ZG9uZT4=</base64>");
    assertThat(slot.file("trickle/up/1")).doesNotExist();
  }

  @Test
  void aProgramsLastMessageIsTakenBeforeItEnds() throws Exception {
    slot.start("mkdir -p trickle/up; echo done >trickle/up/1; exit 0");

    slot.hear(Slot.TRICKLE_UP);
    Files.delete(slot.file("trickle_up.xml"));

    assertThat(slot.end()).isZero();
  }

  @Test
  void messagesForAProgramLieWhereAgentsPutThem() throws Exception {
    Files.writeString(slot.file("trickle_down_17"), "<base64>Z28gb24=</base64>\n");
    // The client's copy goes when the program's is there, never before.
    slot.start(
        "while [ ! -e trickle/down/1 ] || [ -e trickle_down_17 ]; do :; done; cat trickle/down/1");

    assertThat(slot.end()).isZero();
    assertThat(slot.text("stdout")).isEqualTo("go on");
  }

  @Test
  void aMessageThatComesAfterAnotherStartTakesThePlaceOfNone() throws Exception {
    Files.writeString(slot.file("trickle_down_17"), "first");
    slot.start("while [ ! -e trickle/down/1 ] || [ -e trickle_down_17 ]; do :; done");
    assertThat(slot.end()).isZero();

    Files.writeString(slot.file("trickle_down_18"), "second");
    slot.start("while [ ! -e trickle/down/2 ]; do :; done; cat trickle/down/1 trickle/down/2");
    assertThat(slot.end()).isZero();

    assertThat(slot.text("stdout")).isEqualTo("firstsecond");
  }

  @Test
  void withoutSharedMemoryAProgramRunsAllTheSame() throws Exception {
    Files.delete(slot.file("boinc_mmap_file"));
    slot.start("echo alone");

    assertThat(slot.end()).isZero();
    assertThat(slot.text("stdout")).isEqualTo("alone");
    assertThat(slot.file("boinc_mmap_file")).doesNotExist();
  }

  @Test
  void aProgramThatCannotRunIsAnError() throws Exception {
    slot.start("");
    slot.end();
    Files.delete(slot.file("crunch"));

    Process again =
        new ProcessBuilder("/bin/sh", "./launch", "crunch").directory(folder.toFile()).start();

    assertThat(again.waitFor()).isEqualTo(1);
    assertThat(slot.file("boinc_finish_called")).doesNotExist();
  }

  private long id(String name) throws IOException {
    Slot.until(
        name + " is there", () -> Files.exists(slot.file(name)) && !slot.text(name).isEmpty());
    return Long.parseLong(slot.text(name));
  }

  private static String state(long id) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(id), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }

  private static boolean isGone(long id) {
    return Optional.of(id).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static double seconds(String what, String status) {
    String tag = what + "_cpu_time>";
    int begin = status.indexOf(tag) + tag.length();
    return Double.parseDouble(status.substring(begin, status.indexOf('<', begin)));
  }
}
