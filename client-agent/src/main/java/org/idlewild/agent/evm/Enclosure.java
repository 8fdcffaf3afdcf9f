package org.idlewild.agent.evm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is around Wine on Linux, by bubblewrap: a Windows program can call Linux directly, which no
 * mediation inside its process sees. It finds the system's programs, its own task and nothing else
 * of the disk, and no other processes. It has the network that it is started in, which is its own
 * behind a {@link Relay}.
 */
final class Enclosure {
  static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
  private static final List<String> SYSTEM =
      List.of("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/fonts");

  private Enclosure() {}

  /** Whether there is one on this machine. */
  static boolean isThere() {
    return Files.isExecutable(BUBBLEWRAP);
  }

  /**
   * What comes before a command.
   *
   * @param task the task's folder
   * @param shared further folders that it may write to
   * @param seen further folders that it may read
   */
  static List<String> command(Path task, Collection<Path> shared, Collection<Path> seen) {
    List<String> command = new ArrayList<>(List.of(BUBBLEWRAP.toString()));
    command.addAll(List.of("--unshare-all", "--unshare-user", "--share-net"));
    command.addAll(List.of("--die-with-parent", "--cap-drop", "ALL", "--hostname", "idlewild"));
    for (String path : SYSTEM) {
      if (Files.isSymbolicLink(Path.of(path))) {
        command.addAll(List.of("--symlink", "usr/" + Path.of(path).getFileName(), path));
      } else {
        command.addAll(List.of("--ro-bind-try", path, path));
      }
    }
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    bind(command, task);
    shared.forEach(folder -> bind(command, folder));
    seen.forEach(
        folder -> command.addAll(List.of("--ro-bind", folder.toString(), folder.toString())));
    command.addAll(List.of("--chdir", task.resolve("box").toString(), "--"));
    return command;
  }

  private static void bind(List<String> command, Path folder) {
    command.addAll(List.of("--bind", folder.toString(), folder.toString()));
  }
}
