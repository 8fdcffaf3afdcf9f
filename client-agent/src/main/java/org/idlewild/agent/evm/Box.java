package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.files.Sha256;

/**
 * All that a task's processes see or write, in one folder: the root of their drives and the
 * launcher. It is their drive Z:, and neither Wine's prefix nor anything of the agent lies in it.
 *
 * @param folder the folder
 */
record Box(Path folder) {
  static final String ROOT = "Z:\\root";
  static final String LAUNCHER = "Z:\\launch.exe";

  static Box create(Path folder, Shim shim) throws IOException {
    Folders.createPrivate(folder);
    Files.copy(shim.launcher(), folder.resolve("launch.exe"));
    Root.create(folder.resolve("root"));
    return new Box(folder);
  }

  Root root() {
    return new Root(folder.resolve("root"));
  }

  /** The path by which the launcher, which is in no virtual machine, knows a program. */
  static String path(String program) {
    return ROOT + "\\C\\app\\" + program;
  }

  /** Puts the programs where the task sees them, and names them in its policy. */
  Policy fill(Map<String, Path> programs, Policy policy) throws IOException {
    Path app = Files.createDirectories(root().folder().resolve("C/app"));
    Policy named = policy.with(Rule.ROOT, ROOT);
    for (Map.Entry<String, Path> program : programs.entrySet()) {
      Path copy = app.resolve(program.getKey());
      Files.copy(program.getValue(), copy);
      named = named.with(Rule.BINARY, Order.APP + "\\" + program.getKey() + " " + Sha256.of(copy));
    }
    return named;
  }
}
