package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What was measured, by program and way of running it; the first way is what others are held to.
 * Ratios are of medians.
 */
final class BenchTable {
  private static final double MEGA = 1e6;

  private final Map<String, Map<String, List<Meter>>> runs = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  void add(String program, String way, Meter used) {
    runs.computeIfAbsent(program, any -> new LinkedHashMap<>())
        .computeIfAbsent(way, any -> new ArrayList<>())
        .add(used);
  }

  void note(String what, String value) {
    notes.put(what, value);
  }

  static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private record Row(String program, String way, List<Meter> first, List<Meter> all) {
    private static double median(List<Meter> all, ToDoubleFunction<Meter> figure) {
      return BenchTable.median(all.stream().map(figure::applyAsDouble).toList());
    }

    private Object[] figures() {
      List<Object> figures = new ArrayList<>(List.of(program, way));
      List<ToDoubleFunction<Meter>> kinds =
          List.of(
              used -> seconds(used.elapsed()),
              used -> seconds(used.cpu()),
              used -> used.bytes() / MEGA);
      for (ToDoubleFunction<Meter> kind : kinds) {
        figures.add(median(all, kind));
        figures.add(median(all, kind) / median(first, kind));
      }
      return figures.toArray();
    }

    String text() {
      return "%-20s %-10s %8.3f %6.3f %8.3f %6.3f %9.2f %6.3f%n".formatted(figures());
    }

    String json() {
      return ("{\"program\":\"%s\",\"way\":\"%s\",\"seconds\":%.4f,\"secondsRatio\":%.4f,"
              + "\"cpuSeconds\":%.4f,\"cpuRatio\":%.4f,\"megabytes\":%.4f,\"bytesRatio\":%.4f}")
          .formatted(figures());
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    runs.forEach(
        (program, ways) -> {
          List<Meter> first = ways.values().iterator().next();
          ways.forEach((way, all) -> rows.add(new Row(program, way, first, all)));
        });
    return rows;
  }

  void write(Path file, String form) throws IOException {
    Files.writeString(file, form.equals("json") ? json() : text());
  }

  private String text() {
    String head =
        "%-20s %-10s %8s %6s %8s %6s %9s %6s%n"
            .formatted("", "", "seconds", "ratio", "cpu s", "ratio", "MB", "ratio");
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
