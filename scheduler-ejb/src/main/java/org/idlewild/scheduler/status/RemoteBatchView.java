package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A batch as BOINC's tools see it.
 *
 * @param batch whose {@code state} is ANNOUNCED while it has no jobs
 * @param expires when it is given up and deleted
 * @param cpuSeconds of all its results
 * @param credit of those that count
 */
public record RemoteBatchView(
    BatchView batch, Optional<Instant> expires, double cpuSeconds, double credit) {}
