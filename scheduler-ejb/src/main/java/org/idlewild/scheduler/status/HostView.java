package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.List;

/**
 * A host, and how it has done.
 *
 * @param flopsPerProcessor floating-point operations a second of one processor; 0 when not known
 * @param features what its processors and installed programs can do
 * @param onFraction the part of the time in which tasks may run
 * @param beta whether its owner takes test work
 * @param credit in cobblestones, in all
 * @param recentCredit a day, lately
 */
public record HostView(
    long id,
    String name,
    String owner,
    String os,
    String architecture,
    String processor,
    int processors,
    long memoryBytes,
    List<String> platforms,
    List<String> sandboxes,
    boolean unsandboxed,
    String agentVersion,
    Instant enrolled,
    Instant lastContact,
    long inProgress,
    long valid,
    long invalid,
    long errors,
    boolean paused,
    double flopsPerProcessor,
    List<String> features,
    double onFraction,
    boolean beta,
    double credit,
    double recentCredit) {}
