package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast a program gets at a file that the system still has in memory, where the cipher shows
 * most: with a disk behind it, the disk is what one waits for. By kind of access, then way.
 */
final class Throughput {
  private static final String MEGABYTES = "256";

  /** As much as it does in the time that a moment is for others. */
  private static final String FEW = "8";

  private static final String[] PROGRAM = {
    "#include <windows.h>",
    "#include <stdio.h>",
    "#include <stdlib.h>",
    "static char bytes[65536];",
    "static double now(void) {",
    "  LARGE_INTEGER ticks, second;",
    "  QueryPerformanceFrequency(&second); QueryPerformanceCounter(&ticks);",
    "  return (double)ticks.QuadPart / second.QuadPart; }",
    "int main(int count, char **words) {",
    "  int megabytes = atoi(words[count - 1]);",
    "  const char *kinds[] = {\"writes anew\", \"reads\", \"overwrites\"};",
    "  for (DWORD size = 4096; size <= 65536; size *= 16) {",
    "    HANDLE file = CreateFileA(\"t.bin\", GENERIC_READ | GENERIC_WRITE, 0, 0, CREATE_ALWAYS, 0, 0);",
    "    memset(bytes, 7, size);",
    "    for (int kind = 0; kind < 3; kind++) {",
    "      double begun = now(); DWORD done = 1;",
    "      SetFilePointer(file, 0, 0, FILE_BEGIN);",
    "      for (int i = 0; done && i < (megabytes << 20) / (int)size; i++)",
    "        if (!(kind == 1 ? ReadFile(file, bytes, size, &done, 0) : WriteFile(file, bytes, size, &done, 0)))",
    "          return 1;",
    "      printf(\"%s by %lu KiB=%f\\n\", kinds[kind], size / 1024, megabytes / (now() - begun)); }",
    "    CloseHandle(file); }",
    "  return 0; }"
  };

  private final Map<String, Map<String, List<Double>>> rates = new LinkedHashMap<>();

  /** The program that measures; what it prints goes to {@link #add}. */
  static Foreign program(Path folder) throws IOException {
    Path program = Windows.compile(folder.resolve("throughput.exe"), PROGRAM);
    return new Foreign(List.of(program), Map.of(), List.of("throughput.exe", MEGABYTES), "");
  }

  static String megabytes(FileCipher cipher) {
    return cipher == FileCipher.TRIPLE_DES ? FEW : MEGABYTES;
  }

  void add(String way, String printed) {
    for (String line : printed.split("\r?\n", -1)) {
      String[] words = line.split("=", -1);
      if (words.length == 2) {
        rates
            .computeIfAbsent(words[0], any -> new LinkedHashMap<>())
            .computeIfAbsent(way, any -> new ArrayList<>())
            .add(Double.valueOf(words[1]));
      }
    }
  }

  /** Medians in MB a second, and their ratios to the first way's. */
  void note(BenchTable table) {
    rates.forEach(
        (kind, ways) -> {
          double first = BenchTable.median(ways.values().iterator().next());
          List<String> figures = new ArrayList<>();
          ways.forEach(
              (way, all) -> {
                double rate = BenchTable.median(all);
                figures.add("%s %.0f (%.2f)".formatted(way, rate, rate / first));
              });
          table.note("MiB/s in the page cache, " + kind, String.join(", ", figures));
        });
  }
}
