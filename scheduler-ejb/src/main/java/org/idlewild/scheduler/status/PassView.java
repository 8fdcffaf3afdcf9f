package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.Optional;

/** A pass and how it has done on this node since the server started. */
public record PassView(
    String name,
    Optional<Instant> lastRun,
    long durationMillis,
    int lastCount,
    long totalCount,
    long failures) {}
