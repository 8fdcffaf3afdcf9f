package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.List;

/** A host, and how it has done. */
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
    boolean paused) {}
