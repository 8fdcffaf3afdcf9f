package org.idlewild.load.floor;

/**
 * A result that waits to be sent.
 *
 * @param id its own
 * @param workunit that it is of
 * @param batch that its workunit is of
 */
record Job(long id, long workunit, long batch) {}
