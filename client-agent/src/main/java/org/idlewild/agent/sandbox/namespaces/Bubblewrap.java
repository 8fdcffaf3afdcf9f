package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.idlewild.agent.sandbox.Spawner;
import org.idlewild.agent.sandbox.Wrapping;

/** The program {@code bwrap}: whether it is there and works. */
final class Bubblewrap {
  private static final Pattern COLON = Pattern.compile(":");
  private static final int ANSWER_LIMIT = 64 * 1024;

  private Bubblewrap() {}

  /** One sentence on what is missing, or empty. */
  static Optional<String> missing(Spawner spawner) throws IOException {
    if (!onPath("bwrap")) {
      return Optional.of(
          "The sandbox of namespaces needs bubblewrap; apt-get install bubblewrap installs it.");
    }
    for (String tool : List.of("setpriv", "prlimit", "nice", "chrt", "ionice")) {
      if (!onPath(tool)) {
        return Optional.of("The sandbox of namespaces needs the program " + tool + ".");
      }
    }
    return trial(spawner);
  }

  /** Some systems let only chosen programs make user namespaces; nothing but trying tells. */
  private static Optional<String> trial(Spawner spawner) throws IOException {
    List<String> command = new ArrayList<>(Wrapping.lowestPriority());
    command.addAll(List.of("bwrap", "--unshare-all", "--unshare-user", "--ro-bind", "/", "/"));
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "true"));
    Answer answer = ask(spawner, command);
    return answer.status() == 0
        ? Optional.empty()
        : Optional.of("bubblewrap cannot make namespaces here: " + answer.text().strip());
  }

  /** An option that came with 0.8.0. */
  static boolean forbidsUserNamespaces(Spawner spawner) throws IOException {
    List<String> command =
        List.of(
            "bwrap",
            "--unshare-all",
            "--unshare-user",
            "--disable-userns",
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "true");
    return ask(spawner, command).status() == 0;
  }

  private static boolean onPath(String program) {
    return COLON
        .splitAsStream(Wrapping.ENVIRONMENT.get("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Answer ask(Spawner spawner, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Wrapping.ENVIRONMENT);
    Process process = spawner.start(builder);
    try (var out = process.getInputStream()) {
      String text = new String(out.readNBytes(ANSWER_LIMIT), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The agent was stopped while it looked for a sandbox.", e);
    }
  }

  private record Answer(int status, String text) {}
}
