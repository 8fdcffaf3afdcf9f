package org.idlewild.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When somebody last touched the machine: terminals say when they were read, keyboards and mice
 * interrupt.
 */
final class InputClock {
  private final List<Path> terminals;
  private final Path interrupts;
  private long lastCount = -1;
  private Optional<Instant> lastInterrupt = Optional.empty();

  /**
   * Makes one.
   *
   * @param terminals folders with terminals
   * @param interrupts a file such as {@code /proc/interrupts}
   */
  InputClock(List<Path> terminals, Path interrupts) {
    this.terminals = terminals;
    this.interrupts = interrupts;
  }

  static InputClock ofLinux() {
    return new InputClock(
        List.of(Path.of("/dev/pts"), Path.of("/dev")), Path.of("/proc/interrupts"));
  }

  /** How long nobody has touched it; empty when there is no sign of anybody at all. */
  Optional<Duration> idle(Instant now) {
    countInterrupts(now);
    Optional<Instant> last =
        Stream.concat(lastReads(), lastInterrupt.stream()).max(Instant::compareTo);
    return last.map(touched -> Duration.between(touched, now))
        .map(idle -> idle.isNegative() ? Duration.ZERO : idle);
  }

  private void countInterrupts(Instant now) {
    long count = inputInterrupts();
    if (lastCount >= 0 && count > lastCount) {
      lastInterrupt = Optional.of(now);
    }
    lastCount = count;
  }

  private long inputInterrupts() {
    try {
      return Files.readAllLines(interrupts).stream()
          .filter(line -> line.contains("i8042") || line.contains("i2c_hid"))
          .flatMap(line -> Stream.of(line.strip().split(" +", -1)))
          .filter(field -> field.matches("[0-9]{1,18}"))
          .mapToLong(Long::parseLong)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private Stream<Instant> lastReads() {
    return terminals.stream().flatMap(InputClock::terminals).flatMap(InputClock::lastRead);
  }

  private static Stream<Path> terminals(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(InputClock::isTerminal).toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** {@code /dev/tty1} and its like, {@code /dev/pts/0} and its like. */
  private static boolean isTerminal(Path file) {
    return file.getFileName().toString().matches("(tty)?[0-9]+");
  }

  private static Stream<Instant> lastRead(Path terminal) {
    try {
      return Stream.of(
          Files.readAttributes(terminal, BasicFileAttributes.class).lastAccessTime().toInstant());
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
