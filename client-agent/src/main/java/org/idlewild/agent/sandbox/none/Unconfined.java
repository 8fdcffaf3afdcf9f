package org.idlewild.agent.sandbox.none;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.ProcessTree;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.sandbox.Sandbox;
import org.idlewild.agent.sandbox.Spawner;
import org.idlewild.agent.sandbox.Supervised;
import org.idlewild.agent.sandbox.Watches;
import org.idlewild.agent.sandbox.Wrapping;

/**
 * Runs programs as they are, at low priority where the system offers it, and watches their limits.
 */
public final class Unconfined implements Sandbox {
  private static final System.Logger LOG = System.getLogger(Unconfined.class.getName());

  private final Spawner spawner = new Spawner();
  private final Watches watches = Watches.daemon();

  @Override
  public String name() {
    return "none";
  }

  @Override
  public boolean confines() {
    return false;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<String> prepare(Path data) {
    return Optional.empty();
  }

  @Override
  public Running start(Program program) throws IOException {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} runs without a sandbox, as the agent was told.",
        program.id());
    ProcessBuilder builder = new ProcessBuilder(command(program, app(program)));
    builder.environment().keySet().removeIf(name -> !kept(name));
    builder.directory(program.work().toFile());
    if (linux()) {
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }
    Process process = spawner.start(builder);
    return Supervised.of(process, new ProcessTree(process.toHandle(), true), program, watches);
  }

  /** Windows programs do not even start without these. */
  private static boolean kept(String variable) {
    return List.of("PATH", "SystemRoot", "TEMP", "TMP", "LANG").contains(variable);
  }

  /** A folder with the app's files under their own names. */
  private static Path app(Program program) throws IOException {
    Path app = program.work().resolveSibling("app");
    Folders.delete(app);
    Files.createDirectory(app);
    for (Program.AppFile file : program.files()) {
      if (linux()) {
        Files.createSymbolicLink(app.resolve(file.name()), file.file());
      } else {
        Files.copy(file.file(), app.resolve(file.name()));
      }
    }
    return app;
  }

  private static List<String> command(Program program, Path app) {
    List<String> command = new ArrayList<>();
    if (linux()) {
      command.addAll(Wrapping.tie(ProcessHandle.current().pid()));
      command.addAll(Wrapping.limits(program.limits(), program.command().platform()));
      command.addAll(Wrapping.lowestPriority());
    }
    command.addAll(
        program
            .command()
            .platform()
            .command(
                program.command(),
                app.toString(),
                Path.of(System.getProperty("java.home")),
                program.limits()));
    return command;
  }

  private static boolean linux() {
    return System.getProperty("os.name").equals("Linux");
  }
}
