package org.idlewild.scheduler.feeder;

import java.time.Instant;

/**
 * An unsent result at hand.
 *
 * @param result its id
 * @param workunit whose it is
 * @param queue where it waits
 * @param priority higher is sent sooner
 * @param since when it was first seen here
 */
public record Candidate(long result, long workunit, long queue, int priority, Instant since) {}
