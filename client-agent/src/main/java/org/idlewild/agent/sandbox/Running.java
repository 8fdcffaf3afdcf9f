package org.idlewild.agent.sandbox;

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

  /** Completes when none of its processes is left. Never completes exceptionally. */
  CompletableFuture<Exit> awaiting();
}
