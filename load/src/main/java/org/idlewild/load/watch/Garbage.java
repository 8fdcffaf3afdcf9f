package org.idlewild.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a JVM says of its heap, by the JDK's {@code jcmd}.
 *
 * @param usedBytes of the heap
 * @param pauses collections so far
 * @param pauseSeconds what they took in all
 */
record Garbage(long usedBytes, long pauses, double pauseSeconds) {

  static Garbage of(ProcessHandle jvm) throws IOException {
    Map<String, Double> counters = counters(jvm);
    double used = 0;
    double pauses = 0;
    double ticks = 0;
    for (Map.Entry<String, Double> counter : counters.entrySet()) {
      String name = counter.getKey();
      if (name.matches("sun\\.gc\\.generation\\.\\d\\.space\\.\\d\\.used")) {
        used += counter.getValue();
      } else if (name.matches("sun\\.gc\\.collector\\.\\d\\.invocations")) {
        pauses += counter.getValue();
      } else if (name.matches("sun\\.gc\\.collector\\.\\d\\.time")) {
        ticks += counter.getValue();
      }
    }
    double frequency = counters.getOrDefault("sun.os.hrt.frequency", 1e9);
    return new Garbage((long) used, (long) pauses, ticks / frequency);
  }

  private static Map<String, Double> counters(ProcessHandle jvm) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = List.of(jcmd.toString(), Long.toString(jvm.pid()), "PerfCounter.print");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Double> counters = new TreeMap<>();
    for (String line : said.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(equals + 1).matches("\\d{1,18}")) {
        counters.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 1)));
      }
    }
    return counters;
  }
}
