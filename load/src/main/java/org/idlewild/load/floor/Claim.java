package org.idlewild.load.floor;

/**
 * A result that goes to a host, or comes back from it.
 *
 * @param job the result
 * @param asker the host
 */
record Claim(Job job, Asker asker) {}
