package org.idlewild.agent.evm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.wrapper.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the virtual machine costs; run by bench/evm.sh and no test by itself. */
class EvmBench {
  private static final int ROUNDS = Integer.getInteger("idlewild.bench.rounds", 1);
  private static final int ORDERS = 20;

  private final BenchTable table = new BenchTable();
  private Path folder;
  private int runs;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("bench");
  }

  @AfterEach
  void removeFolder() throws IOException {
    Folders.delete(folder);
  }

  @Test
  void measure() throws Exception {
    Map<String, Foreign> programs = new LinkedHashMap<>();
    programs.put("ffmpeg encodes", originals("a").encoding(5));
    programs.put("python computes", originals("b").python(1_000_000));
    programs.put("ffmpeg copies 35 MB", originals("c").copying(1_200));
    programs.put("C streams 256 MB", stream());
    programs.put("C returns at once", nothing());
    for (Map.Entry<String, Foreign> program : programs.entrySet()) {
      measure(program.getKey(), program.getValue());
    }
    latency();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    table.note("load of the machine at the end", "%.1f".formatted(load));
    table.write(
        Path.of(System.getProperty("idlewild.bench.file", "target/bench.txt")),
        System.getProperty("idlewild.bench.output", "text"));
  }

  private ForeignPrograms originals(String name) throws IOException {
    return new ForeignPrograms(Files.createDirectory(folder.resolve(name)));
  }

  private Foreign stream() throws IOException {
    return compiled(
        "stream.exe",
        "#include <stdio.h>",
        "static char bytes[65536];",
        "int main(void) {",
        "  FILE *file = fopen(\"stream.bin\", \"wb\");",
        "  for (int i = 0; i < 2048; i++) { bytes[i] = i; fwrite(bytes, 1, sizeof bytes, file); }",
        "  fclose(file); file = fopen(\"stream.bin\", \"rb\");",
        "  while (fread(bytes, 1, sizeof bytes, file)); return fclose(file); }");
  }

  private Foreign nothing() throws IOException {
    return compiled("nothing.exe", "int main(void) { return 0; }");
  }

  private Foreign compiled(String name, String... lines) throws IOException {
    Path program = Windows.compile(folder.resolve(name), lines);
    return new Foreign(List.of(program), Map.of(), List.of(name), "");
  }

  private void measure(String name, Foreign foreign) throws Exception {
    Map<String, Path> wrapped =
        Trial.wrap(folder.resolve("wrapped" + runs++), foreign.files(), Signature.STRIP);
    for (int round = 0; round < ROUNDS; round++) {
      Path plain = Files.createDirectory(folder.resolve("run" + runs++));
      PlainRun run = new PlainRun(plain);
      run.of(foreign);
      table.add(name, "unwrapped", run.took());
      Folders.delete(plain);
      for (FileCipher cipher : FileCipher.values()) {
        enclosed(name, foreign, wrapped, cipher);
      }
    }
  }

  private void enclosed(String name, Foreign foreign, Map<String, Path> wrapped, FileCipher cipher)
      throws Exception {
    Path place = Files.createDirectory(folder.resolve("run" + runs++));
    Trial trial = new Trial(place).policy(foreign.policy() + "cipher " + cipher.text());
    Duration patience = Duration.ofMinutes(10);
    trial.limits(new Limits(2L << 30, patience, patience, 64, 2L << 30));
    foreign.inputs().forEach(trial::input);
    trial.start(wrapped, foreign.command().toArray(String[]::new));
    Ended ended = trial.await();
    if (ended.cause() != Cause.DONE) {
      throw new IOException(name + ": " + ended.sentence() + trial.err());
    }
    Account account = ended.account();
    table.add(name, "EVM " + cipher.text(), ended.elapsed());
    table.bytes(name, "EVM " + cipher.text(), account.bytesRead() + account.bytesWritten());
    table.note(
        "exports mediated of those listed",
        "%d of %d".formatted(account.hooks(), account.hooks() + account.missing().size()));
    trial.remove();
    Folders.delete(place);
  }

  private void latency() throws Exception {
    Path place = Files.createDirectory(folder.resolve("run" + runs++));
    Trial trial = new Trial(place);
    EvmRun run =
        trial.start(
            Trial.wrapped(
                place,
                "#include <stdio.h>",
                "int main(void) { puts(\"up\"); fflush(stdout); for (;;); }"),
            "p.exe");
    Await.until(() -> trial.out().contains("up"));
    List<Duration> pauses = new ArrayList<>();
    List<Duration> resumes = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      long paused = System.nanoTime();
      run.pause();
      Await.shortly(run::standsStill);
      pauses.add(Duration.ofNanos(System.nanoTime() - paused));
      long resumed = System.nanoTime();
      run.resume();
      Await.shortly(() -> !run.standsStill());
      resumes.add(Duration.ofNanos(System.nanoTime() - resumed));
    }
    run.kill();
    trial.await();
    table.note("pause, ms (median, most of " + ORDERS + ")", BenchTable.millis(pauses));
    table.note("resume, ms (median, most of " + ORDERS + ")", BenchTable.millis(resumes));
  }
}
