package org.idlewild.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.SystemInfo;

class HostTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void theMachineSaysWhatItIs() {
    Facts facts = FactsProbe.probe(new SystemInfo());

    assertThat(facts.osName()).isNotEmpty();
    assertThat(facts.architecture()).isNotEqualTo("amd64");
    assertThat(facts.features()).contains("java-17").isSorted();
  }

  @Test
  void theFeaturesAreThoseThatProgramsAreCompiledFor() {
    List<String> lines =
        List.of("flags\t\t: fpu vme sse4_2 avx2 avx512f avx512_vnni avx2", "bugs : spectre_v1 fma");

    assertThat(Features.of(lines, 19))
        .containsExactly("avx2", "avx512f", "fma", "java-17", "java-18", "java-19", "sse4_2");
    assertThat(Features.of(List.of(), 17)).containsExactly("java-17");
  }

  @Test
  void theSpeedIsMeasuredAndKept() throws IOException {
    Path kept = folder.resolve("flops");
    Speed speed = Speed.open(kept);
    assertThat(speed.flops()).as("not known yet").isZero();
    assertThat(speed.isStale(NOW)).isTrue();

    speed.measure(NOW);

    assertThat(speed.flops()).isGreaterThan(1e6);
    assertThat(Speed.open(kept).flops()).isEqualTo(speed.flops());
  }

  @Test
  void theSpeedIsBelievedForThirtyDays() throws IOException {
    Speed speed = new Speed(folder.resolve("flops"), () -> 5);
    speed.measure(NOW);

    assertThat(speed.isStale(NOW)).isFalse();
    assertThat(speed.isStale(NOW.plus(Speed.GOOD_FOR).minusSeconds(1))).isFalse();
    assertThat(speed.isStale(NOW.plus(Speed.GOOD_FOR))).isTrue();
    assertThat(speed.isStale(NOW.minusSeconds(1))).as("a clock that was set back").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12x", "-5", "0", "NaN", "Infinity"})
  void aSpeedThatMakesNoSenseIsMeasuredAgain(String text) throws IOException {
    Path kept = Files.writeString(folder.resolve("flops"), text);

    assertThat(Speed.open(kept).flops()).isZero();
    assertThat(Speed.open(kept).isStale(NOW)).isTrue();
  }

  @Test
  void programsOfTheLowestPriorityAreNotOthers() {
    // user, nice, system, idle, waiting, irq, softirq, steal
    long[] before = {0, 0, 0, 0, 0, 0, 0, 0};
    long[] after = {10, 50, 5, 30, 0, 2, 3, 0};

    assertThat(ActivityProbe.othersLoad(before, after)).isEqualTo(0.2);
    assertThat(ActivityProbe.othersLoad(after, after)).isZero();
  }

  @Test
  void aTerminalThatWasReadMeansSomebody() throws IOException {
    Path terminal = Files.createFile(folder.resolve("0"));
    Files.createFile(folder.resolve("ptmx"));
    FileTime read = FileTime.from(NOW.minusSeconds(90));
    Files.getFileAttributeView(terminal, BasicFileAttributeView.class).setTimes(null, read, null);
    InputClock clock = new InputClock(List.of(folder), folder.resolve("interrupts"));

    assertThat(clock.idle(NOW)).hasValue(Duration.ofSeconds(90));
  }

  @Test
  void aKeyboardThatInterruptsMeansSomebody() throws IOException {
    Path interrupts = folder.resolve("interrupts");
    InputClock clock = new InputClock(List.of(), interrupts);
    Files.writeString(interrupts, "  1:   5   7  IO-APIC  1-edge  i8042\n  2: 9 9 timer\n");
    assertThat(clock.idle(NOW)).as("no sign of anybody").isEmpty();

    Files.writeString(interrupts, "  1:   5   8  IO-APIC  1-edge  i8042\n  2: 19 9 timer\n");
    assertThat(clock.idle(NOW)).hasValue(Duration.ZERO);
    assertThat(clock.idle(NOW.plusSeconds(60))).hasValue(Duration.ofSeconds(60));
  }
}
