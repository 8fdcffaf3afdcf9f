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
import oshi.SystemInfo;

class HostTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void theSpeedIsMeasuredOnceAndKept() throws IOException {
    Path kept = folder.resolve("flops");
    Facts facts = FactsProbe.probe(new SystemInfo(), kept);
    assertThat(facts.flopsPerProcessor()).isGreaterThan(1e6);
    assertThat(facts.osName()).isNotEmpty();
    assertThat(facts.architecture()).isNotEqualTo("amd64");

    Files.writeString(kept, "123.0");

    assertThat(FactsProbe.probe(new SystemInfo(), kept).flopsPerProcessor()).isEqualTo(123);
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
