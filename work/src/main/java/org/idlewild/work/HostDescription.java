package org.idlewild.work;

import java.util.List;
import java.util.Set;

/**
 * A host as its agent sees it.
 *
 * @param name for people, 1 to 120 characters
 * @param agentVersion for people
 * @param osName such as {@code linux}
 * @param osVersion for people
 * @param architecture such as {@code x86_64}
 * @param processorModel for people
 * @param processors that tasks may use, 1 or more
 * @param flopsPerProcessor floating-point operations a second of one processor; 0 when not known
 * @param memoryBytes that tasks may use
 * @param diskFreeBytes that tasks may use
 * @param platforms what it can run
 * @param sandboxes available there, best first
 * @param unsandboxed whether its owner lets work run without a sandbox
 * @param features what its processors and installed programs can do, such as {@code avx2}
 * @param onFraction the part of the time in which tasks may run, above 0 and up to 1
 * @param beta whether its owner takes test work
 */
public record HostDescription(
    String name,
    String agentVersion,
    String osName,
    String osVersion,
    String architecture,
    String processorModel,
    int processors,
    double flopsPerProcessor,
    long memoryBytes,
    long diskFreeBytes,
    List<String> platforms,
    List<String> sandboxes,
    boolean unsandboxed,
    Set<String> features,
    double onFraction,
    boolean beta) {

  public HostDescription {
    if (name.isBlank() || name.length() > 120) {
      throw new IllegalArgumentException("a host's name has 1 to 120 characters");
    }
    if (processors < 1 || memoryBytes < 0 || diskFreeBytes < 0) {
      throw new IllegalArgumentException(
          "a host has 1 processor or more and no negative memory or disk");
    }
    if (!(flopsPerProcessor >= 0) || Double.isInfinite(flopsPerProcessor)) {
      throw new IllegalArgumentException("flopsPerProcessor is a number of 0 or more");
    }
    if (!(onFraction > 0 && onFraction <= 1)) {
      throw new IllegalArgumentException("onFraction is a number above 0 and up to 1");
    }
    platforms = List.copyOf(platforms);
    sandboxes = List.copyOf(sandboxes);
    features = Set.copyOf(features);
  }
}
