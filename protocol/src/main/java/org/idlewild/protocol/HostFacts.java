package org.idlewild.protocol;

import java.util.List;

/**
 * A host as its agent sees it.
 *
 * @param name the host's name for people, at most 120 characters
 * @param agentVersion the agent's version
 * @param osName such as {@code linux} or {@code windows}
 * @param osVersion for people
 * @param architecture such as {@code x86_64}
 * @param processorModel for people
 * @param processors logical processors that the agent may use, 1 or more
 * @param flopsPerProcessor floating-point operations per second of one processor, measured; 0 when
 *     not yet known
 * @param memoryBytes memory that tasks may use
 * @param diskFreeBytes disk that tasks may use
 * @param platforms what the host can run, such as {@code java} and {@code linux-x86_64}
 * @param sandboxes the sandboxes available, best first; empty when there is none
 * @param unsandboxed whether the agent was started with the flag that lets work run without a
 *     sandbox
 * @param features what its processors and installed programs can do, such as {@code avx2}; null
 *     means nothing is known
 * @param onFraction the part of the time in which tasks may run, above 0 and up to 1; null means
 *     not yet measured
 * @param beta whether its owner takes test work
 */
public record HostFacts(
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
    List<String> features,
    Double onFraction,
    boolean beta) {}
