package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A daemon and how it has done on one node since that node started.
 *
 * @param name of the daemon
 * @param node on which this is known
 * @param paused whether an operator paused it, on all nodes
 * @param changedBy who paused or resumed it last
 * @param changed when
 * @param lastRun when it last began
 * @param durationMillis how long that took
 * @param lastCount how many rows that did
 * @param lastFailed whether that failed
 * @param totalCount how many rows it has done
 * @param runs how often it ran, failed or not
 * @param failures how often it failed
 * @param nextRun when the timer calls it next; it comes earlier when there is something to do
 */
public record PassView(
    String name,
    String node,
    boolean paused,
    Optional<String> changedBy,
    Optional<Instant> changed,
    Optional<Instant> lastRun,
    long durationMillis,
    int lastCount,
    boolean lastFailed,
    long totalCount,
    long runs,
    long failures,
    Optional<Instant> nextRun) {}
