package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * A program that was started. All methods may be called at any time from any thread, also after its
 * end.
 */
public interface Running {

  /** Stops all its processes until {@link #resume}. */
  void pause();

  /** Lets them go on. */
  void resume();

  /** Ends all its processes at once; {@link #awaiting} completes soon after. */
  void kill();

  /** What it has used so far. */
  Usage usage();

  /**
   * Makes a file of the working folder, as the program keeps it now, readable there; where programs
   * write to that folder themselves there is nothing to do.
   *
   * @param name of the file
   * @throws IOException when it cannot be had now, for the program may just be writing it
   */
  default void bring(String name) throws IOException {}

  /** Completes when none of its processes is left. Never completes exceptionally. */
  CompletableFuture<Exit> awaiting();
}
