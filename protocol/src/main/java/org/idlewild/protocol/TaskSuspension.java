package org.idlewild.protocol;

/**
 * A task that is to rest.
 *
 * @param resultId which
 * @param reason why, in words for the host's owner
 */
public record TaskSuspension(long resultId, String reason) {}
