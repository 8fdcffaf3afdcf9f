package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs programs that the operator has put into the server's folder of scripts. Threads: any. */
interface ScriptRunner {
  /**
   * Runs a program to its end.
   *
   * @param command the program and its first arguments
   * @param inputs files that it may read; their paths are its last arguments
   * @param out gets its standard output
   * @param limit how long it may take
   * @return its exit status
   * @throws IOException when it cannot be started or takes longer
   */
  int run(List<String> command, List<Path> inputs, OutputStream out, Duration limit)
      throws IOException;
}
