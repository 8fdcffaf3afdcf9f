package org.idlewild.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.cli.local.JavaCommand;

/** The launcher as a user runs it, on what is built already. */
final class Launcher {
  /** How it went; standard output and standard error are one text. */
  record Ended(int status, String text) {}

  private Launcher() {}

  /** A folder that no test used before. */
  static Path newFolder(String name) {
    try {
      Path target = Files.createDirectories(JavaCommand.home().resolve("deploy/target"));
      return Files.createTempDirectory(target, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it. */
  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.home().resolve("idlewild").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("IDLEWILD_NO_BUILD", "1");
    builder.redirectInput(JavaCommand.nothing());
    return builder.start();
  }

  /** Runs it to its end, or kills it after a quarter of an hour. */
  static Ended run(String... arguments) throws IOException, InterruptedException {
    Path text = newFolder("launcher-").resolve("output.txt");
    Process process = start(arguments);
    try (var out = Files.newOutputStream(text)) {
      process.getInputStream().transferTo(out);
    }
    if (!process.waitFor(15, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("It did not end: idlewild " + String.join(" ", arguments));
    }
    return new Ended(process.exitValue(), Files.readString(text, StandardCharsets.UTF_8));
  }
}
