package org.idlewild.agent.evm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
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
  private static final double MILLI = 1e6;

  private final BenchTable table = new BenchTable();
  private Path folder;
  private int runs;
  private int hooks;

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
    programs.put("ffmpeg encodes", originals("a").encoding(240));
    programs.put("python computes", originals("b").python(20_000_000));
    programs.put("dart compiles", originals("c").sass(4_000));
    programs.put("ffmpeg copies 35 MB", originals("d").copying(1_200));
    programs.put("C streams 128 MB", stream());
    programs.put("C returns at once", nothing());
    for (Map.Entry<String, Foreign> program : programs.entrySet()) {
      measure(program.getKey(), program.getValue());
    }
    throughput();
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
        "  for (int i = 0; i < 1024; i++) { bytes[i] = i; fwrite(bytes, 1, sizeof bytes, file); }",
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
      plain(name, foreign);
      for (FileCipher cipher : FileCipher.values()) {
        enclosed(name, foreign, wrapped, cipher);
      }
    }
  }

  private void plain(String name, Foreign foreign) throws Exception {
    Path place = Files.createDirectory(folder.resolve("run" + runs++));
    Path meter = place.resolve("meter");
    PlainRun run = new PlainRun(place, Meter.before(meter));
    run.place(foreign);
    int exit = run.run(foreign);
    if (exit != 0) {
      throw new IOException("%s: it ended with %d, unwrapped".formatted(name, exit));
    }
    table.add(name, "unwrapped", Meter.of(meter));
    Folders.delete(place);
  }

  private void enclosed(String name, Foreign foreign, Map<String, Path> wrapped, FileCipher cipher)
      throws Exception {
    Path place = Files.createDirectory(folder.resolve("run" + runs++));
    Path meter = place.resolve("meter");
    // The meter's box alone: bubblewrap's own ends before all that is in it were counted.
    Trial trial = new Trial(place).bare().policy(foreign.policy() + "cipher " + cipher.text());
    trial.limits(patient());
    foreign.inputs().forEach(trial::input);
    trial.around(Meter.before(meter));
    trial.start(wrapped, foreign.command().toArray(String[]::new));
    Ended ended = trial.await();
    if (ended.cause() != Cause.DONE) {
      throw new IOException(name + ": " + ended.sentence() + trial.err());
    }
    table.add(name, "EVM " + cipher.text(), Meter.of(meter));
    Account account = ended.account();
    // A program of few libraries has few exports to mediate.
    if (account.hooks() > hooks) {
      hooks = account.hooks();
      table.note(
          "exports mediated of those listed",
          "%d of %d".formatted(hooks, hooks + account.missing().size()));
    }
    trial.remove();
    Folders.delete(place);
  }

  private void throughput() throws Exception {
    Throughput throughput = new Throughput();
    Foreign program = Throughput.program(folder);
    Map<String, Path> wrapped = Trial.wrap(folder.resolve("wrapped" + runs++), program.files());
    for (int round = 0; round < ROUNDS; round++) {
      Path plain = Files.createDirectory(folder.resolve("run" + runs++));
      PlainRun run = new PlainRun(plain);
      byte[] printed = HexFormat.of().parseHex(run.of(program).out());
      throughput.add("unwrapped", new String(printed, StandardCharsets.UTF_8));
      Folders.delete(plain);
      for (FileCipher cipher : FileCipher.values()) {
        Path place = Files.createDirectory(folder.resolve("run" + runs++));
        Trial trial = new Trial(place).policy("cipher " + cipher.text()).limits(patient());
        trial.start(wrapped, program.command().get(0), Throughput.megabytes(cipher));
        trial.await();
        throughput.add("EVM " + cipher.text(), trial.out());
        trial.remove();
        Folders.delete(place);
      }
    }
    throughput.note(table);
  }

  private static Limits patient() {
    Duration patience = Duration.ofMinutes(10);
    return new Limits(2L << 30, patience, patience, 64, 2L << 30);
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
    List<Double> pauses = new ArrayList<>();
    List<Double> resumes = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      long paused = System.nanoTime();
      run.pause();
      Await.shortly(run::standsStill);
      pauses.add((System.nanoTime() - paused) / MILLI);
      long resumed = System.nanoTime();
      run.resume();
      Await.shortly(() -> !run.standsStill());
      resumes.add((System.nanoTime() - resumed) / MILLI);
    }
    run.kill();
    trial.await();
    table.note("pause, ms (median, most of " + ORDERS + ")", medianAndMost(pauses));
    table.note("resume, ms (median, most of " + ORDERS + ")", medianAndMost(resumes));
  }

  private static String medianAndMost(List<Double> millis) {
    return "%.1f, %.1f"
        .formatted(BenchTable.median(millis), millis.stream().mapToDouble(d -> d).max().orElse(0));
  }
}
