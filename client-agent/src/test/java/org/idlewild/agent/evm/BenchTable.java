package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured, by program and way of running it; the first way is what others are held to.
 */
final class BenchTable {
  private final Map<String, Map<String, List<Duration>>> times = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> bytes = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  void add(String program, String way, Duration took) {
    times
        .computeIfAbsent(program, any -> new LinkedHashMap<>())
        .computeIfAbsent(way, any -> new ArrayList<>())
        .add(took);
  }

  void bytes(String program, String way, long asked) {
    bytes.computeIfAbsent(program, any -> new LinkedHashMap<>()).put(way, asked);
  }

  void note(String what, String value) {
    notes.put(what, value);
  }

  static String millis(List<Duration> all) {
    double most = all.stream().mapToDouble(BenchTable::seconds).max().orElse(0);
    return "%.1f, %.1f".formatted(1000 * median(all), 1000 * most);
  }

  private static double median(List<Duration> all) {
    List<Double> sorted = all.stream().map(BenchTable::seconds).sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private record Row(String program, String way, double seconds, double ratio, long asked) {
    String text() {
      return "%-20s %-10s %9.3f %7.3f %12d%n".formatted(program, way, seconds, ratio, asked);
    }

    String json() {
      return "{\"program\":\"%s\",\"way\":\"%s\",\"seconds\":%.4f,\"ratio\":%.4f,\"bytesByLastBeat\":%d}"
          .formatted(program, way, seconds, ratio, asked);
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    times.forEach(
        (program, ways) -> {
          double first = median(ways.values().iterator().next());
          ways.forEach(
              (way, all) -> {
                long asked = bytes.getOrDefault(program, Map.of()).getOrDefault(way, 0L);
                rows.add(new Row(program, way, median(all), median(all) / first, asked));
              });
        });
    return rows;
  }

  void write(Path file, String form) throws IOException {
    Files.writeString(file, form.equals("json") ? json() : text());
  }

  private String text() {
    String head =
        "%-20s %-10s %9s %7s %12s%n".formatted("", "", "seconds", "ratio", "by last beat");
    return rows().stream().map(Row::text).collect(Collectors.joining("", head, ""))
        + notes.entrySet().stream()
            .map(note -> note.getKey() + ": " + note.getValue() + "\n")
            .collect(Collectors.joining());
  }

  private String json() {
    return "{\"rows\":["
        + rows().stream().map(Row::json).collect(Collectors.joining(","))
        + "],\"notes\":{"
        + notes.entrySet().stream()
            .map(note -> "\"%s\":\"%s\"".formatted(note.getKey(), note.getValue()))
            .collect(Collectors.joining(","))
        + "}}\n";
  }
}
