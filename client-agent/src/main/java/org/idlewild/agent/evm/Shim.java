package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.idlewild.wrapper.Machine;

/**
 * The virtual machine's own programs for Windows.
 *
 * @param folder where they lie
 */
public record Shim(Path folder) {

  /** As {@code make -C vm-shim/shim} leaves them below the launcher's folder. */
  public static Shim below(Path home) {
    return new Shim(home.resolve("vm-shim/target/shim"));
  }

  /** The libraries that wrapped programs import, as far as they are there. */
  public Map<Machine, byte[]> libraries() throws IOException {
    Map<Machine, byte[]> libraries = new EnumMap<>(Machine.class);
    for (Machine machine : Machine.values()) {
      Path library = folder.resolve(machine.shim());
      if (Files.isRegularFile(library)) {
        libraries.put(machine, Files.readAllBytes(library));
      }
    }
    return libraries;
  }

  /** What starts a wrapped program and tells its full exit code. */
  public Path launcher() {
    return folder.resolve("launch.exe");
  }

  /** Where the launcher puts Wine's libraries for 32-bit programs. */
  Path wine32() {
    return folder.resolveSibling("wine32");
  }

  /** Whether 64-bit programs can be wrapped and started. */
  public boolean isThere() {
    return Files.isRegularFile(folder.resolve(Machine.X86_64.shim()))
        && Files.isRegularFile(launcher());
  }
}
