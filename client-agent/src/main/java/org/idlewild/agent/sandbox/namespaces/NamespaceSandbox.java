package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.files.Sha256;
import org.idlewild.agent.sandbox.ProcessGroup;
import org.idlewild.agent.sandbox.ProcessTree;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.sandbox.Sandbox;
import org.idlewild.agent.sandbox.Spawner;
import org.idlewild.agent.sandbox.Supervised;
import org.idlewild.agent.sandbox.Watches;
import org.idlewild.agent.sandbox.Wrapping;

/** Runs programs in Linux namespaces. */
public final class NamespaceSandbox implements Sandbox {
  private static final System.Logger LOG = System.getLogger(NamespaceSandbox.class.getName());
  private static final int PRIORITY = 50;
  private static final int PREFIX_DIGITS = 12;

  private final Spawner spawner = new Spawner();
  private final Watches watches = Watches.daemon();
  private final boolean grouped;
  private Layout layout;
  private Optional<Cgroups> groups = Optional.empty();

  /** For the service loader. */
  public NamespaceSandbox() {
    this(true);
  }

  /** Without control groups even where they are to be had. */
  NamespaceSandbox(boolean grouped) {
    this.grouped = grouped;
  }

  @Override
  public String name() {
    return "namespaces";
  }

  @Override
  public boolean confines() {
    return true;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Optional<String> prepare(Path data) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("The sandbox of namespaces needs Linux.");
    }
    try {
      Optional<String> missing = Bubblewrap.missing(spawner);
      if (missing.isEmpty()) {
        layout = layout(data);
        groups = grouped ? CgroupSearch.find(prefix(data)) : Optional.empty();
        groups.ifPresentOrElse(
            found -> LOG.log(System.Logger.Level.INFO, "Limits are kept by control groups."),
            () -> LOG.log(System.Logger.Level.INFO, "Limits are kept without control groups."));
      }
      return missing;
    } catch (IOException e) {
      return Optional.of("The sandbox of namespaces does not work here: " + e.getMessage());
    }
  }

  private Layout layout(Path data) throws IOException {
    List<Path> secret = List.of(data.toRealPath(), Path.of(System.getProperty("user.home")));
    return Layout.probe(
        Path.of(System.getProperty("java.home")).toRealPath(),
        secret,
        Layout.Kernel.parse(System.getProperty("os.version")),
        Bubblewrap.forbidsUserNamespaces(spawner));
  }

  /** Two agents on one machine have two data folders. */
  static String prefix(Path data) throws IOException {
    byte[] path = data.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
    return "idlewild-" + Sha256.of(path).substring(0, PREFIX_DIGITS) + "-";
  }

  @Override
  public Running start(Program program) throws IOException {
    Optional<Cgroup> group = Optional.empty();
    if (groups.isPresent()) {
      group = Optional.of(groups.get().create(program.id(), program.limits()));
    }
    try {
      Process process = spawn(program, group.map(Cgroup::joinFiles).orElse(List.of()));
      return Supervised.of(process, processes(process, group), program, watches);
    } catch (IOException e) {
      group.ifPresent(Cgroup::remove);
      throw e;
    }
  }

  private Process spawn(Program program, List<Path> join) throws IOException {
    List<String> command = Interpreter.command(Plan.of(program, layout, join));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Wrapping.ENVIRONMENT);
    builder.directory(program.work().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    if (!Files.isDirectory(program.work())) {
      throw new IOException("The working folder of " + program.id() + " is missing.");
    }
    return spawner.start(builder);
  }

  /** The process that was started only watches over the namespace; it is not the program's. */
  private ProcessGroup processes(Process process, Optional<Cgroup> group) {
    ProcessTree tree = new ProcessTree(process.toHandle(), false);
    return group
        .<ProcessGroup>map(cgroup -> new GroupedTree(tree, cgroup, watches.timer()))
        .orElse(tree);
  }
}
