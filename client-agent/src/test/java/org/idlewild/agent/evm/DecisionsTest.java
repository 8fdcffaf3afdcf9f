package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.idlewild.agent.evm.Cause.Blame;
import org.idlewild.agent.evm.Restraint.Act;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {
  private static final Limits LIMITS =
      new Limits(1000, Duration.ofSeconds(10), Duration.ofSeconds(20), 4, 500);
  private static final String HASH = "a".repeat(64);

  @ParameterizedTest(name = "memory {0}, cpu {1} s, threads {2}, ran {3} s, disk {4}: {5} {6}")
  @CsvSource({
    "1000, 10, 4, 20, 500, LET_GO,",
    "1001, 1, 1, 1, 0, HOLD, MEMORY",
    "1, 11, 1, 1, 0, END, CPU",
    "1, 1, 1, 21, 0, END, TIME",
    "1, 1, 20, 1, 0, HOLD, PROCESSES",
    "1, 1, 1, 1, 501, HOLD, DISK",
    "1001, 11, 17, 21, 501, END, CPU"
  })
  void whatUsesUpTimeEndsAtOnceAndWhatTakesRoomIsHeldFirst(
      long memory, long cpu, int threads, long ran, long disk, Act act, Cause cause) {
    Restraint restraint =
        Restraint.of(look(memory, cpu, threads, ran, disk), LIMITS, Optional.empty());

    assertThat(restraint).isEqualTo(new Restraint(act, Optional.ofNullable(cause)));
  }

  @Test
  void whatIsHeldAndStillTooLargeIsEndedAfterAWhile() {
    Restraint.Look look = look(1001, 1, 1, 1, 0);

    assertThat(Restraint.of(look, LIMITS, Optional.of(Duration.ofMillis(1999))).act())
        .isEqualTo(Act.HOLD);
    assertThat(Restraint.of(look, LIMITS, Optional.of(Duration.ofSeconds(2))).act())
        .isEqualTo(Act.END);
  }

  @Test
  void whatBecameSmallerGoesOn() {
    assertThat(
            Restraint.of(look(900, 1, 1, 1, 0), LIMITS, Optional.of(Duration.ofSeconds(9))).act())
        .isEqualTo(Act.LET_GO);
  }

  @Test
  void aFullDiskIsTheHostsDoingAndNotTheUnits() {
    Restraint restraint =
        Restraint.of(
            new Restraint.Look(usage(1, 1, 1), Duration.ZERO, 0, 1000, false),
            LIMITS,
            Optional.empty());

    assertThat(restraint.cause()).contains(Cause.DISK_FULL);
    assertThat(Cause.DISK_FULL.blame()).isEqualTo(Blame.HOST);
  }

  @ParameterizedTest(name = "{0} is {1}, by {2}")
  @CsvSource({
    "0, DONE, NOBODY",
    "7, FAILED, UNIT",
    "c0000005, FAILED, UNIT",
    "e0e50001, REFUSED_START, HOST",
    "e0e50002, LOST, HOST",
    "e0e50003, TAMPERED, HOST",
    "e0e50004, KILLED, USER"
  })
  void theExitCodeTellsTheCause(String code, Cause cause, Blame blame) {
    Cause found = Cause.of(Optional.empty(), exit(code), false);

    assertThat(found).isEqualTo(cause);
    assertThat(found.blame()).isEqualTo(blame);
  }

  @Test
  void whoNeverSaidThatItEndsIsNotDone() {
    assertThat(Cause.DONE.cutOff()).isEqualTo(Cause.CUT_OFF);
    assertThat(Cause.MEMORY.cutOff()).isEqualTo(Cause.MEMORY);
    assertThat(Cause.CUT_OFF.blame()).isEqualTo(Blame.HOST);
  }

  @Test
  void whyTheAgentEndedItCountsMoreThanHowItEnded() {
    assertThat(Cause.of(Optional.of(Cause.MEMORY), exit("e0e50004"), false))
        .isEqualTo(Cause.MEMORY);
    assertThat(Cause.of(Optional.empty(), exit("0"), true)).isEqualTo(Cause.TAMPERED);
  }

  @Test
  void whatWineCouldNotEvenLoadIsTheHostsDoing() {
    Cause notLoaded = Cause.FAILED.unenclosed(0xC0000135);

    assertThat(notLoaded).isEqualTo(Cause.NOT_LOADED);
    assertThat(notLoaded.blame()).isEqualTo(Blame.HOST);
    assertThat(Cause.UNENCLOSED.blame()).isEqualTo(Blame.UNIT);
  }

  @Test
  void withoutAWordFromTheLauncherItIsTheHostsDoing() {
    ReportedExit silent = new ReportedExit(Map.of(), Optional.empty(), Optional.empty());
    ReportedExit failed = new ReportedExit(Map.of(), Optional.empty(), Optional.of("193"));

    assertThat(Cause.of(Optional.empty(), silent, false)).isEqualTo(Cause.LAUNCHER_GONE);
    assertThat(Cause.of(Optional.empty(), failed, false)).isEqualTo(Cause.NOT_STARTED);
  }

  @Test
  void onlyListedProgramsStartAndOnlyAsTheyWereListed() throws InvalidPolicy {
    Policy policy = Policy.usual().with("processes 2\nbinary C:\\app\\A b.exe " + HASH);

    assertThat(Starts.objection(policy, "\\??\\c:\\APP\\a b.exe", Optional.of(HASH), 1)).isEmpty();
    assertThat(Starts.objection(policy, "C:\\app\\A b.exe", Optional.of("b".repeat(64)), 1))
        .contains("It is not the file that may start under this name.");
    assertThat(Starts.objection(policy, "C:\\app\\A b.exe", Optional.empty(), 1)).isPresent();
    assertThat(Starts.objection(policy, "C:\\app\\c.exe", Optional.of(HASH), 1))
        .contains("It is not one of the programs that may start.");
    assertThat(Starts.objection(policy, "C:\\app\\A b.exe", Optional.of(HASH), 2))
        .contains("There are 2 processes, and more than 2 may not be.");
  }

  private static ReportedExit exit(String hex) {
    return new ReportedExit(
        Map.of(), Optional.of(Integer.parseUnsignedInt(hex, 16)), Optional.empty());
  }

  private static Restraint.Look look(long memory, long cpu, int threads, long ran, long disk) {
    return new Restraint.Look(
        usage(memory, cpu, threads), Duration.ofSeconds(ran), disk, Long.MAX_VALUE, false);
  }

  private static Usage usage(long memory, long cpu, int threads) {
    return new Usage(Duration.ofSeconds(cpu), memory, memory, threads, false);
  }

  @Test
  void noProgramIsDoneThatTheVirtualMachineWasNotIn() {
    assertThat(Cause.DONE.unenclosed(0)).isEqualTo(Cause.UNENCLOSED);
    assertThat(Cause.FAILED.unenclosed(7)).isEqualTo(Cause.UNENCLOSED);
    assertThat(Cause.REFUSED_START.unenclosed(Cause.EVM_BROKEN)).isEqualTo(Cause.REFUSED_START);
  }
}
