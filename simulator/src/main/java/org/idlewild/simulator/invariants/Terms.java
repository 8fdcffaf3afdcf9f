package org.idlewild.simulator.invariants;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a grid was told, as far as invariants hang on it.
 *
 * @param oneResultPerUser whether the results of a workunit go to hosts of different users
 * @param maxTasks the most results in progress on one host
 * @param files the content store's folder; empty when it is out of reach
 * @param archive the archive's folder; empty when it is out of reach
 */
public record Terms(
    boolean oneResultPerUser, int maxTasks, Optional<Path> files, Optional<Path> archive) {
  /** What a host may have in progress unless a grid is told otherwise. */
  private static final int USUAL = 200;

  /** Of a grid with the usual limit, whose archive is out of reach. */
  public Terms(boolean oneResultPerUser, Optional<Path> files) {
    this(oneResultPerUser, USUAL, files, Optional.empty());
  }
}
