package org.idlewild.agent.evm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.wrapper.Machine;

/**
 * What to run.
 *
 * @param programs wrapped programs and libraries, the virtual machine's own among them, by name
 * @param command the name of the one that is started, then its arguments
 * @param inputs files that are there when it starts, by the paths at which it sees them
 * @param policy what it may do, without a root and without its programs
 * @param limits what it may use
 */
public record Order(
    Map<String, Path> programs,
    List<String> command,
    Map<String, Path> inputs,
    Policy policy,
    Limits limits) {
  /** The folder in which a program sees itself. */
  public static final String APP = "C:\\app";

  /** Keeps its own copies. */
  public Order {
    programs = Map.copyOf(programs);
    command = List.copyOf(command);
    inputs = Map.copyOf(inputs);
    if (command.isEmpty() || !programs.containsKey(command.get(0))) {
      throw new IllegalArgumentException("The program is not among the programs.");
    }
  }

  /** Whether there is a 32-bit program among the programs. */
  boolean isNarrow() {
    return programs.containsKey(Machine.X86.shim());
  }
}
