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
    boolean oneResultPerUser, int maxTasks, Optional<Path> files, Optional<Path> archive) {}
