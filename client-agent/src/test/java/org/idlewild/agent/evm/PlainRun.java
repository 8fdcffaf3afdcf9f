package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program as it came, in a prefix like those of tasks, with nothing around it. */
final class PlainRun {
  private static final long MINUTES = 3;

  private final Wine wine = Windows.wine();
  private final Prefix prefix;
  private final Path drive;
  private final Path out;
  private final List<String> around;

  PlainRun(Path folder) throws IOException {
    this(folder, List.of());
  }

  /**
   * Makes a run.
   *
   * @param around a command that Wine is an argument of
   */
  PlainRun(Path folder, List<String> around) throws IOException {
    this.around = around;
    prefix = Prefix.create(folder.resolve("prefix"), folder, wine, wine.libraries32().isPresent());
    drive = prefix.folder().resolve("drive_c");
    out = folder.resolve("out");
    Files.createDirectory(drive.resolve("app"));
    Files.createDirectory(drive.resolve("work"));
    Files.createDirectory(drive.resolve("temp"));
  }

  Outcome of(Foreign foreign) throws IOException, InterruptedException {
    place(foreign);
    int exit = run(foreign);
    endServer();
    return Outcome.of(exit, Files.readAllBytes(out), drive.resolve("work"));
  }

  /** Puts its files where it finds them. */
  void place(Foreign foreign) throws IOException {
    for (Path file : foreign.files()) {
      Files.copy(file, drive.resolve("app").resolve(file.getFileName()));
    }
    for (Map.Entry<String, Path> input : foreign.inputs().entrySet()) {
      Files.copy(input.getValue(), drive.resolve(input.getKey().substring(3).replace('\\', '/')));
    }
  }

  /** Its exit code. */
  int run(Foreign foreign) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(around);
    command.addAll(List.of("nice", wine.loader().toString()));
    command.add("C:\\app\\" + foreign.command().get(0));
    command.addAll(foreign.command().subList(1, foreign.command().size()));
    return run(command);
  }

  /** Some programs do not start under Wine when an output is a file. */
  private int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(prefix.environment());
    builder.directory(drive.resolve("work").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      Files.copy(process.getInputStream(), out);
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private void endServer() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(wine.server().toString(), "-k");
    builder.environment().clear();
    builder.environment().putAll(prefix.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    assertThat(builder.start().waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
  }
}
