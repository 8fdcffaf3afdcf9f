package org.idlewild.scheduler.status;

/** How much work waits, and where. */
public record Backlog(
    long unsent,
    long inProgress,
    long toTransition,
    long toValidate,
    long toAssimilate,
    long toDelete,
    long hosts) {}
