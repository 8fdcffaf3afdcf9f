package org.idlewild.scheduler.plugin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.settings.PluginSettings;
import org.idlewild.validator.InvalidOutput;
import org.idlewild.validator.Output;
import org.idlewild.validator.TryLater;
import org.idlewild.validator.Validator;

/**
 * Asks a command that the operator put into the folder of scripts. It is called with two folders,
 * each with the outputs of one result by their names, and says by its exit status: 0 they agree, 1
 * they differ, 2 an output is invalid; whatever else means another time. A result is first compared
 * with itself, so 2 tells which one is invalid.
 */
@Singleton
public class ScriptValidator implements Validator<List<Output>> {
  private static final String COMMAND = "command";
  private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,119}";

  private static final int AGREE = 0;
  private static final int DIFFER = 1;
  private static final int INVALID = 2;

  private final Path scripts;
  private final ScriptRunner runner;
  private final Duration limit;
  private final Optional<Path> command;

  @Inject
  public ScriptValidator(PluginSettings settings, ScriptSandbox runner, TimeLimit limit) {
    this(settings.scripts(), runner, limit.limit(), Optional.empty());
  }

  private ScriptValidator(
      Path scripts, ScriptRunner runner, Duration limit, Optional<Path> command) {
    this.scripts = scripts;
    this.runner = runner;
    this.limit = limit;
    this.command = command;
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public ScriptValidator with(Map<String, String> options) {
    String name = options.getOrDefault(COMMAND, "");
    boolean plain = options.size() == 1 && name.matches(PLAIN_NAME);
    if (!plain || !isProgram(scripts.resolve(name))) {
      throw new IllegalArgumentException(
          "the validator script takes one option, command: the name of an executable file in the"
              + " server's folder of scripts");
    }
    return new ScriptValidator(scripts, runner, limit, Optional.of(scripts.resolve(name)));
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  @Override
  public List<Output> read(List<Output> outputs) throws InvalidOutput, TryLater, IOException {
    int status = ask(outputs, outputs);
    if (status == INVALID) {
      throw new InvalidOutput("the script refused it");
    }
    if (status != AGREE) {
      throw strange(status, "a result with itself");
    }
    return outputs;
  }

  @Override
  public boolean agree(List<Output> one, List<Output> other) {
    try {
      int status = ask(one, other);
      if (status == AGREE || status == DIFFER) {
        return status == AGREE;
      }
      throw new IllegalStateException(strange(status, "two results that it had accepted"));
    } catch (IOException | TryLater failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static TryLater strange(int status, String compared) {
    return new TryLater("the script exited with " + status + " when it compared " + compared);
  }

  private int ask(List<Output> one, List<Output> other) throws IOException, TryLater {
    Path program = command.orElseThrow(() -> new TryLater("no command is named"));
    Path work = Files.createTempDirectory("idlewild-compare");
    try {
      Path first = laidOut(one, work.resolve("one"));
      Path second = laidOut(other, work.resolve("other"));
      return runner.run(
          List.of(program.toString(), first.toString(), second.toString()),
          List.of(work),
          OutputStream.nullOutputStream(),
          limit);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TryLater("the script was stopped", stopped);
    } finally {
      delete(work);
    }
  }

  private static Path laidOut(List<Output> outputs, Path folder) throws IOException {
    Files.createDirectory(folder);
    for (Output output : outputs) {
      try (InputStream content = output.open()) {
        Files.copy(content, folder.resolve(output.name()));
      }
    }
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isDirectory(file)) {
          delete(file);
        } else {
          Files.delete(file);
        }
      }
    }
    Files.delete(folder);
  }
}
