package org.idlewild.agent.evm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a wrapped program may do. What is not granted is refused, and what is not understood is an
 * error: a line that was overlooked would promise something that does not hold.
 *
 * @param lines in the order in which they are sent
 */
public record Policy(List<Line> lines) {
  /** What the virtual machine reads at most. */
  public static final int LARGEST = 1 << 16;

  private static final List<Line> USUAL =
      List.of(
          new Line(Rule.WORK, "C:\\work"),
          new Line(Rule.READ, "C:\\windows"),
          new Line(Rule.CIPHER, "none"),
          new Line(Rule.NET, "none"),
          new Line(Rule.HEARTBEAT, "10"),
          new Line(Rule.PROCESSES, "8"),
          new Line(Rule.THREADS, "64"));

  /**
   * A line.
   *
   * @param rule what it is about
   * @param value as text
   */
  public record Line(Rule rule, String value) {
    /** Checks the value's shape. */
    public Line {
      if (!rule.takes(value)) {
        throw new IllegalArgumentException(rule.word() + " " + value);
      }
    }
  }

  /** Keeps its own copy. */
  public Policy {
    lines = List.copyOf(lines);
  }

  /** The usual one, still without a root: nothing but its own files and the system's. */
  public static Policy usual() {
    return new Policy(USUAL);
  }

  /**
   * The same with the lines of a text, each {@code NAME VALUE}. What there is but once replaces
   * what stood; empty lines and those that begin with # say nothing.
   *
   * @throws InvalidPolicy if a line is not understood
   */
  public Policy with(String text) throws InvalidPolicy {
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new InvalidPolicy("A policy may have " + LARGEST + " bytes at most.");
    }
    Policy policy = this;
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        policy = policy.with(parse(line, i + 1));
      }
    }
    return policy;
  }

  private static Line parse(String line, int number) throws InvalidPolicy {
    int space = line.indexOf(' ');
    String word = space < 0 ? line : line.substring(0, space);
    Rule rule =
        Rule.of(word)
            .orElseThrow(
                () ->
                    new InvalidPolicy(
                        "Line %d: there is no '%s' in a policy.".formatted(number, word)));
    String value = space < 0 ? "" : line.substring(space + 1).strip();
    if (!rule.takes(value)) {
      throw new InvalidPolicy("Line %d: '%s' cannot be '%s'.".formatted(number, word, value));
    }
    return new Line(rule, value);
  }

  /** The same with one more line. */
  public Policy with(Line line) {
    List<Line> next = new ArrayList<>(lines);
    if (!line.rule().isRepeated()) {
      next.removeIf(old -> old.rule() == line.rule());
    } else if (line.rule() == Rule.NET) {
      next.removeIf(old -> old.rule() == Rule.NET && isNone(old) != isNone(line));
    }
    next.add(line);
    return new Policy(next);
  }

  private static boolean isNone(Line line) {
    return line.value().equals("none");
  }

  /** The same with one more line. */
  public Policy with(Rule rule, String value) {
    return with(new Line(rule, value));
  }

  /** The values of all lines of a kind. */
  public List<String> values(Rule rule) {
    return lines.stream().filter(line -> line.rule() == rule).map(Line::value).toList();
  }

  /** The value of the one line of a kind, as a number. */
  public Optional<Long> number(Rule rule) {
    return values(rule).stream().findFirst().map(Long::valueOf);
  }

  /** Whether there is any address that it may connect to. */
  public boolean hasNetwork() {
    return lines.stream().anyMatch(line -> line.rule() == Rule.NET && !isNone(line));
  }

  /** How files lie on disk. */
  public FileCipher cipher() {
    return values(Rule.CIPHER).stream().findFirst().flatMap(FileCipher::of).orElse(FileCipher.NONE);
  }

  /** As it is sent. */
  public String text() {
    return lines.stream()
        .map(line -> line.rule().word() + " " + line.value() + "\n")
        .collect(Collectors.joining());
  }
}
