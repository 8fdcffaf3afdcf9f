package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.assimilator.Handoff;
import org.idlewild.assimilator.Output;
import org.idlewild.assimilator.TryLater;
import org.idlewild.scheduler.store.Scratch;

/**
 * Lets a program of the operator's take answers. It is called with the idempotency key and the
 * paths of the outputs (none after a failure); its standard output is the part. Exit status 0 means
 * taken, 75 not now; any other status is an error, and it is tried again.
 */
final class ScriptAssimilator implements Assimilator {
  private static final int NOT_NOW = 75;
  private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,119}";

  private final Path folder;
  private final ScriptRunner runner;
  private final Scratch scratch;
  private final Duration limit;

  /** Empty before {@link #with}. */
  private final String command;

  ScriptAssimilator(
      Path folder, ScriptRunner runner, Scratch scratch, Duration limit, String command) {
    this.folder = folder;
    this.runner = runner;
    this.scratch = scratch;
    this.limit = limit;
    this.command = command;
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public Assimilator with(Map<String, String> options) {
    String named = options.getOrDefault("command", "");
    if (!options.keySet().equals(Set.of("command")) || !named.matches(PLAIN_NAME)) {
      throw new IllegalArgumentException(
          "the assimilator script takes one option, command: the name of a program in the"
              + " operator's folder of scripts");
    }
    if (!Files.isExecutable(folder.resolve(named))) {
      throw new IllegalArgumentException(
          "there is no program '" + named + "' in the operator's folder of scripts");
    }
    return new ScriptAssimilator(folder, runner, scratch, limit, named);
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws TryLater, IOException {
    int status =
        scratch.inFolder(
            here -> {
              List<Path> outputs = copies(handoff.outputs(), here);
              List<String> line = new ArrayList<>();
              line.add(folder.resolve(command).toString());
              line.add(handoff.idempotencyKey());
              outputs.forEach(path -> line.add(path.toString()));
              return run(line, outputs, part);
            });
    if (status == NOT_NOW) {
      throw new TryLater("the script " + command + " wants to be called later");
    }
    if (status != 0) {
      throw new IOException("the script " + command + " exited with " + status);
    }
  }

  private int run(List<String> line, List<Path> outputs, OutputStream part) throws IOException {
    try {
      return runner.run(line, outputs, part, limit);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the script " + command + " was stopped");
    }
  }

  /** Copies, because a script that writes to its inputs must not change what the store keeps. */
  private static List<Path> copies(List<Output> outputs, Path here) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Output output : outputs) {
      Path path = here.resolve(output.name());
      try (InputStream content = output.open()) {
        Files.copy(content, path);
      }
      paths.add(path);
    }
    return paths;
  }
}
