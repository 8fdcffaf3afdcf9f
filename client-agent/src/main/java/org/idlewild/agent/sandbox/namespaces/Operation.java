package org.idlewild.agent.sandbox.namespaces;

import java.nio.file.Path;
import java.util.List;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Platform;

/** One step of making a sandbox. Those of a kind are done in the order of the list. */
sealed interface Operation {

  /** Done before there is a sandbox, as the agent's user. */
  sealed interface Outside extends Operation {}

  /** Done while the sandbox is made, in its namespaces but before the program has any say. */
  sealed interface Inside extends Operation {}

  /**
   * Ends when the agent's process ends, from the first moment on.
   *
   * @param agent that process
   */
  record Tie(long agent) implements Outside {}

  /**
   * Joins control groups by writing to their lists of processes; all later processes are in them.
   */
  record Join(List<Path> groups) implements Outside {}

  /** Limits each process by itself. */
  record Restrict(Limits limits, Platform platform) implements Outside {}

  /** Takes the lowest priority for processor and disk. */
  record Yield() implements Outside {}

  /** Leaves the user, process, network, IPC, host name and control group namespaces. */
  record Unshare() implements Inside {}

  /** Forbids further user namespaces: they open much of the kernel to a program. */
  record ForbidUserNamespaces() implements Inside {}

  /** Leaves the terminal, so that no input can be pushed into it. */
  record LeaveTerminal() implements Inside {}

  /** Ends everything in the sandbox when the agent's process ends. */
  record DieWithAgent() implements Inside {}

  /** Gives up all capabilities. */
  record DropCapabilities() implements Inside {}

  /** Sets the host name. */
  record NameHost(String name) implements Inside {}

  /** Forgets the agent's environment. */
  record ClearEnvironment() implements Inside {}

  /** Sets a variable. */
  record SetVariable(String name, String value) implements Inside {}

  /** Shows a file or folder of the host that cannot be written to. */
  record Show(Path source, String target) implements Inside {}

  /** Shows a folder of the host that can be written to. */
  record Lend(Path source, String target) implements Inside {}

  /** Makes a symbolic link. */
  record Link(String path, String target) implements Inside {}

  /** Mounts an own process table. */
  record MountProcesses() implements Inside {}

  /** Mounts the harmless devices. */
  record MountDevices() implements Inside {}

  /** Mounts an empty folder in memory, hiding what was there. */
  record MountMemory(String path, long bytes) implements Inside {}

  /** Makes a mount unwritable, but none below it. */
  record Seal(String path) implements Inside {}

  /** Goes to a folder. */
  record Enter(String path) implements Inside {}

  /** Limits the number of processes in the new user namespace. */
  record RestrictProcesses(int processes) implements Operation {}

  /** Becomes the program; the last operation. */
  record Execute(List<String> command) implements Operation {
    public Execute {
      command = List.copyOf(command);
    }
  }
}
