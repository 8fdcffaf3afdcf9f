package org.idlewild.scheduler.batch;

/**
 * A line of a batch that comes line by line.
 *
 * @param number which it is, from 1
 * @param sha256 of its bytes and, before them, of all lines of workunits above it
 * @param unit what it says
 */
public record Line(int number, String sha256, Unit unit) {}
