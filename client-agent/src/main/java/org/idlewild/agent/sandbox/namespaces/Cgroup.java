package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.idlewild.agent.sandbox.Limits;

/**
 * A control group for the processes of one program; in version 1 of the interface one a controller.
 */
interface Cgroup {

  /** Sets the limits; before the first process joins. */
  void limit(Limits limits) throws IOException;

  /** The files to which a process writes its number to join. */
  List<Path> joinFiles();

  /** The processes in it. */
  List<Long> pids();

  /** Stops its processes or lets them go on; false where it cannot. */
  boolean freeze(boolean frozen) throws IOException;

  /** Processor time in nanoseconds, if it is counted. */
  OptionalLong cpuNanos();

  /** Memory now, in bytes. */
  long memoryBytes();

  /** The most memory at once, in bytes. */
  long peakMemoryBytes();

  /** Processes and threads now. */
  long processes();

  /** Whether the kernel ended a process for want of memory. */
  boolean outOfMemory();

  /** Deletes it; false when processes are still in it. */
  boolean remove();
}
