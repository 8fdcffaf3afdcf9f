package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs an operator's script on what hosts brought. */
public interface ScriptRunner {

  /**
   * Runs a command and waits for it; the waiting thread's interrupt ends it.
   *
   * @param command the program, which may read itself, and its arguments
   * @param inputs files and folders that it may read, at the same paths
   * @param out takes what it prints, up to a limit; the rest is dropped
   * @param limit how long it may take
   * @return its exit status; 99 stands for all above
   * @throws IOException when it could not be run, or took too long
   * @throws InterruptedException when its thread was interrupted
   */
  int run(List<String> command, List<Path> inputs, OutputStream out, Duration limit)
      throws IOException, InterruptedException;
}
