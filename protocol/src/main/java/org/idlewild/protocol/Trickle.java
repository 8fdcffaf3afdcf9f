package org.idlewild.protocol;

/**
 * A message between a running task and its researcher.
 *
 * @param resultId the task
 * @param number from 1, by whoever sends it; a message that comes twice has the same number
 * @param content base64 of at most {@link Protocol#TRICKLE_LIMIT} bytes
 */
public record Trickle(long resultId, int number, String content) {}
