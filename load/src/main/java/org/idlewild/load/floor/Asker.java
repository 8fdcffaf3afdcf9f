package org.idlewild.load.floor;

/**
 * A host.
 *
 * @param id its own
 * @param account its owner's
 */
record Asker(long id, long account) {}
