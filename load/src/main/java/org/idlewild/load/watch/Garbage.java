package org.idlewild.load.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a JVM says of its heap, by the JDK's {@code jcmd}. Read it outside of what is measured: it
 * costs that JVM a few milliseconds.
 *
 * @param usedBytes of the heap
 * @param edenUsedBytes where objects are made
 * @param edenBytes of that place
 * @param youngPauses collections of that place so far
 * @param pauses collections so far
 * @param pauseSeconds what they took in all
 */
public record Garbage(
    long usedBytes,
    long edenUsedBytes,
    long edenBytes,
    long youngPauses,
    long pauses,
    double pauseSeconds) {
  private static final String EDEN = "sun.gc.generation.0.space.0.";

  /** Asks a JVM of this JDK. */
  public static Garbage of(ProcessHandle jvm) throws IOException {
    Map<String, Long> counters = counters(jvm);
    double ticks = sum(counters, "sun\\.gc\\.collector\\.\\d\\.time");
    return new Garbage(
        sum(counters, "sun\\.gc\\.generation\\.\\d\\.space\\.\\d\\.used"),
        counters.getOrDefault(EDEN + "used", 0L),
        counters.getOrDefault(EDEN + "capacity", 0L),
        counters.getOrDefault("sun.gc.collector.0.invocations", 0L),
        sum(counters, "sun\\.gc\\.collector\\.\\d\\.invocations"),
        ticks / counters.getOrDefault("sun.os.hrt.frequency", 1L));
  }

  /** About how much was allocated since: Eden was full each time that it was emptied. */
  public double allocatedSince(Garbage earlier) {
    double eden = (edenBytes + earlier.edenBytes) / 2.0;
    return (youngPauses - earlier.youngPauses) * eden + edenUsedBytes - earlier.edenUsedBytes;
  }

  private static long sum(Map<String, Long> counters, String names) {
    return counters.entrySet().stream()
        .filter(counter -> counter.getKey().matches(names))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Map<String, Long> counters(ProcessHandle jvm) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = List.of(jcmd.toString(), Long.toString(jvm.pid()), "PerfCounter.print");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Long> counters = new TreeMap<>();
    for (String line : said.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(equals + 1).matches("\\d{1,18}")) {
        counters.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
      }
    }
    return counters;
  }
}
