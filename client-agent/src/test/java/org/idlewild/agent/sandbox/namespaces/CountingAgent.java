package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Path;

/** Stands for an agent that is ended without warning. */
final class CountingAgent {
  private CountingAgent() {}

  public static void main(String[] arguments) throws IOException {
    Sandboxed sandboxed = new Sandboxed(Path.of(arguments[0]), new NamespaceSandbox());
    var running = sandboxed.shell(Sandboxed.COUNT_UNTIL_STOP).start();
    System.out.println("started");
    running.awaiting().join();
  }
}
