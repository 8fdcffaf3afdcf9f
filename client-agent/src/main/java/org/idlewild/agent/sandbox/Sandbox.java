package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A back end that runs programs. Implementations have a public constructor without parameters. */
public interface Sandbox {

  /** A short name for reports, such as {@code namespaces}. */
  String name();

  /**
   * Whether it keeps a program from harming the machine. One that does not is used only when the
   * owner says so.
   */
  boolean confines();

  /** The one with the greatest priority among those available is used. */
  int priority();

  /** Whether programs of a platform run in it on this machine. */
  default boolean runs(Platform platform) {
    return platform.runsOn(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** What a host that has it lists besides, such as what its owner allows. */
  default List<String> features() {
    return List.of();
  }

  /**
   * Looks whether it works on this machine, once, before the first start, and removes what an
   * earlier agent with the same data folder left behind.
   *
   * @param data the agent's data folder; programs must not see it
   * @return one sentence on what is missing, or empty when it works
   */
  Optional<String> prepare(Path data);

  /**
   * Starts a program. It ends with the agent's process, however that ends.
   *
   * @throws IOException when it cannot be started
   */
  Running start(Program program) throws IOException;
}
