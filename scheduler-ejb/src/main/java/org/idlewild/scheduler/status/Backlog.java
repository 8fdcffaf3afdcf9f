package org.idlewild.scheduler.status;

/**
 * How much work waits, and where. A count of {@code cap} means so many or more.
 *
 * @param cap where counting stops
 * @param unsent results that wait for a host
 * @param inProgress results on hosts
 * @param toTransition workunits due now
 * @param toValidate workunits to validate
 * @param toAssimilate workunits to hand over
 * @param outputsToDelete results whose outputs can go
 * @param hosts hosts enrolled
 * @param transitionerLagSeconds for how long the workunit that is due longest has been due
 */
public record Backlog(
    long cap,
    long unsent,
    long inProgress,
    long toTransition,
    long toValidate,
    long toAssimilate,
    long outputsToDelete,
    long hosts,
    double transitionerLagSeconds) {}
