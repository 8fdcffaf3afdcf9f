package org.idlewild.scheduler.feeder;

/**
 * An unsent result at hand.
 *
 * @param result its id
 * @param workunit whose it is
 * @param batch whose that is
 * @param appVersion what it runs
 */
public record Candidate(long result, long workunit, long batch, long appVersion) {}
