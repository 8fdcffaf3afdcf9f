package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.Optional;
import org.idlewild.work.StoredFile;

/**
 * A batch; {@code state} is RUNNING, COMPLETE, CANCELLED or RETIRED, also while it is paused or
 * more of its workunits are to come ({@code arriving}). {@code archived} is when its workunits left
 * the database.
 */
public record BatchView(
    long id,
    String name,
    String app,
    int appVersion,
    String owner,
    Instant created,
    int quorum,
    String state,
    Optional<StoredFile> output,
    Optional<Instant> ended,
    Progress progress,
    boolean paused,
    boolean arriving,
    Optional<Instant> archived) {}
