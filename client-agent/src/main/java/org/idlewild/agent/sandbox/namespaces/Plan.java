package org.idlewild.agent.sandbox.namespaces;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Program;

/** Which operations make the sandbox of a program. Pure. */
final class Plan {
  static final String APP = "/app";
  static final String WORK = "/work";
  static final String HOST_NAME = "idlewild";
  private static final long SMALLEST_MEMORY_FOLDER = 1 << 20;
  private static final long HIDING_PLACE = 4096;

  private Plan() {}

  /**
   * Plans.
   *
   * @param groups the lists of processes of the control groups to join; none if there are no such
   *     groups
   */
  static List<Operation> of(Program program, Layout layout, List<Path> groups) {
    Program.Command command = program.command();
    List<Operation> plan = outside(program, layout, groups);
    plan.addAll(isolation(layout));
    plan.addAll(environment());
    plan.addAll(system(layout));
    program.files().forEach(f -> plan.add(new Operation.Show(f.file(), APP + "/" + f.name())));
    plan.add(new Operation.Lend(program.work(), WORK));
    plan.addAll(memoryFolders(program.limits()));
    plan.add(new Operation.Seal("/"));
    plan.add(new Operation.Enter(WORK));
    if (layout.countsProcessesByNamespace()) {
      plan.add(new Operation.RestrictProcesses(program.limits().processes()));
    }
    plan.add(
        new Operation.Execute(
            command.platform().command(command, APP, layout.javaHome(), program.limits())));
    return List.copyOf(plan);
  }

  private static List<Operation> outside(Program program, Layout layout, List<Path> groups) {
    List<Operation> plan = new ArrayList<>();
    plan.add(new Operation.Tie(layout.agent()));
    if (!groups.isEmpty()) {
      plan.add(new Operation.Join(groups));
    }
    plan.add(new Operation.Restrict(program.limits(), program.command().platform()));
    plan.add(new Operation.Yield());
    return plan;
  }

  private static List<Operation> isolation(Layout layout) {
    List<Operation> plan = new ArrayList<>();
    plan.add(new Operation.Unshare());
    if (layout.forbidsUserNamespaces()) {
      plan.add(new Operation.ForbidUserNamespaces());
    }
    plan.add(new Operation.LeaveTerminal());
    plan.add(new Operation.DieWithAgent());
    plan.add(new Operation.DropCapabilities());
    plan.add(new Operation.NameHost(HOST_NAME));
    return plan;
  }

  private static List<Operation> environment() {
    return List.of(
        new Operation.ClearEnvironment(),
        new Operation.SetVariable("PATH", "/usr/bin:/bin"),
        new Operation.SetVariable("HOME", WORK),
        new Operation.SetVariable("TMPDIR", "/tmp"),
        new Operation.SetVariable("LANG", "C.UTF-8"));
  }

  private static List<Operation> system(Layout layout) {
    List<Operation> plan = new ArrayList<>();
    layout.shown().forEach(path -> plan.add(new Operation.Show(path, path.toString())));
    layout.links().forEach((path, target) -> plan.add(new Operation.Link(path, target)));
    layout
        .hidden()
        .forEach(path -> plan.add(new Operation.MountMemory(path.toString(), HIDING_PLACE)));
    plan.add(new Operation.MountProcesses());
    plan.add(new Operation.MountDevices());
    return plan;
  }

  /** Memory folders count as memory, so they are a part of what the program may have. */
  private static List<Operation> memoryFolders(Limits limits) {
    long bytes = Math.min(limits.diskBytes(), limits.memoryBytes() / 4);
    long size = Math.max(bytes, SMALLEST_MEMORY_FOLDER);
    return List.of(
        new Operation.MountMemory("/tmp", size),
        new Operation.MountMemory("/dev/shm", size),
        new Operation.Seal("/dev"));
  }
}
