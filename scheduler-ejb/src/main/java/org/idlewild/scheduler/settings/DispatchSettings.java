package org.idlewild.scheduler.settings;

import java.time.Duration;

/**
 * How work is given out.
 *
 * @param buffer how many unsent results are kept at hand
 * @param maxTasks the most tasks that a host may hold
 * @param nextContact how long an idle host waits before it asks again
 * @param trickles the most messages that are kept of one result
 * @param localityPatience how long work is passed over for what a host has the files of
 * @param checkpoints how long a host waits between two uploads of a checkpoint
 */
public record DispatchSettings(
    int buffer,
    int maxTasks,
    Duration nextContact,
    int trickles,
    Duration localityPatience,
    Duration checkpoints) {}
