package org.idlewild.agent.evm;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of lines that a policy is made of. */
public enum Rule {
  /** The folder that all drives of the program lie in, by the name Wine knows it by. */
  ROOT("root", false, Shapes.PATH),
  /** The folder that the program starts in. */
  WORK("work", false, Shapes.PATH),
  /** A folder of the system that may be read; what is written there goes below the root. */
  READ("read", true, Shapes.PATH),
  /** How files lie on disk. */
  CIPHER("cipher", false, "none|3des|aes"),
  /** Where the program may connect to; none by default. */
  NET("net", true, "none|[0-9]{1,3}(\\.[0-9]{1,3}){3}:[0-9]{1,5}"),
  /** A program or library that may be started or loaded, with its SHA-256. */
  BINARY("binary", true, Shapes.PATH + " [0-9a-f]{64}"),
  /** A program that may make code while it runs. */
  JIT("jit", true, Shapes.PATH),
  /** Processes at once. */
  PROCESSES("processes", false, Shapes.COUNT),
  /** Threads of a process at once. */
  THREADS("threads", false, Shapes.COUNT),
  /** Bytes that may be read and written in each interval. */
  IO_BYTES("io.bytes", false, Shapes.COUNT),
  /** That interval in milliseconds. */
  IO_INTERVAL("io.interval", false, Shapes.COUNT),
  /** Seconds without an answer from the controller after which the program ends itself. */
  HEARTBEAT("heartbeat", false, Shapes.COUNT),
  /** A key of the registry that may be read. */
  REGISTRY_READ("registry.read", true, "HK[A-Z]{2,4}(\\\\[^\\\\\\p{Cntrl}]+)*");

  private final String word;
  private final boolean repeated;
  private final Pattern value;

  Rule(String word, boolean repeated, String value) {
    this.word = word;
    this.repeated = repeated;
    this.value = Pattern.compile(value);
  }

  /** As policies spell it. */
  public String word() {
    return word;
  }

  /** Whether there may be several such lines. */
  public boolean isRepeated() {
    return repeated;
  }

  boolean takes(String text) {
    return value.matcher(text).matches();
  }

  static Optional<Rule> of(String word) {
    return Arrays.stream(values()).filter(rule -> rule.word.equals(word)).findFirst();
  }

  /** Of values. */
  private static final class Shapes {
    static final String PATH = "[A-Za-z]:(\\\\[^\\\\/:*?\"<>|\\p{Cntrl}]+)*\\\\?";
    static final String COUNT = "[1-9][0-9]{0,17}";
  }
}
