package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.sandbox.ProcessGroup;
import org.idlewild.agent.sandbox.ProcessTree;
import org.idlewild.agent.sandbox.Usage;

/**
 * Processes in a control group; what the group cannot do is done by looking at the tree of
 * processes.
 */
final class GroupedTree implements ProcessGroup {
  private static final System.Logger LOG = System.getLogger(GroupedTree.class.getName());
  private static final int REMOVALS = 50;
  private static final long REMOVAL_MILLIS = 100;

  private final ProcessTree tree;
  private final Cgroup group;
  private final ScheduledExecutorService timer;

  GroupedTree(ProcessTree tree, Cgroup group, ScheduledExecutorService timer) {
    this.tree = tree;
    this.group = group;
    this.timer = timer;
  }

  @Override
  public void freeze() throws IOException {
    if (!group.freeze(true)) {
      tree.freeze();
    }
  }

  @Override
  public void thaw() throws IOException {
    if (!group.freeze(false)) {
      tree.thaw();
    }
  }

  /**
   * A frozen process dies only when it is thawed, and by then it runs no more instruction of its
   * own.
   */
  @Override
  public void kill() {
    tree.kill();
    group.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    try {
      group.freeze(false);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A group could not be thawed.", e);
    }
  }

  @Override
  public Usage usage() {
    OptionalLong cpu = group.cpuNanos();
    return new Usage(
        cpu.isPresent() ? Duration.ofNanos(cpu.getAsLong()) : tree.usage().cpu(),
        group.memoryBytes(),
        group.peakMemoryBytes(),
        (int) group.processes(),
        group.outOfMemory());
  }

  @Override
  public void remove() {
    remove(REMOVALS);
  }

  /** The last processes may take a moment to leave; what stays is swept at the next start. */
  private void remove(int attempts) {
    if (!group.remove() && attempts > 0) {
      var unused =
          timer.schedule(() -> remove(attempts - 1), REMOVAL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
