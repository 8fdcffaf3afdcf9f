package org.idlewild.agent.host;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the processors and the Java runtime can do, in the words that plan classes ask for: as Linux
 * names processor flags, and {@code java-17} up to the runtime's own version.
 */
final class Features {
  private static final int FIRST_JAVA = 17;

  /** Those that programs are compiled for; the others would only make every request longer. */
  private static final Set<String> KNOWN =
      Set.of(
          "sse4_1",
          "sse4_2",
          "popcnt",
          "aes",
          "pclmulqdq",
          "avx",
          "f16c",
          "fma",
          "bmi1",
          "bmi2",
          "avx2",
          "avx512f",
          "avx512cd",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "asimd",
          "sve");

  private Features() {}

  /**
   * Reads.
   *
   * @param processor lines of flags, as the system gives them
   * @param java the version of the runtime that runs Java tasks
   */
  static List<String> of(Collection<String> processor, int java) {
    Stream<String> flags =
        processor.stream()
            .flatMap(line -> Stream.of(line.toLowerCase(Locale.ROOT).split("[^a-z0-9_]+")))
            .filter(KNOWN::contains);
    Stream<String> runtimes =
        IntStream.rangeClosed(FIRST_JAVA, java).mapToObj(version -> "java-" + version);
    return Stream.concat(flags, runtimes).distinct().sorted().collect(Collectors.toList());
  }
}
