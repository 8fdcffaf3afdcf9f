package org.idlewild.protocol;

/**
 * Says that a message has come, so that it need not be sent again.
 *
 * @param resultId the task
 * @param number of the message
 */
public record TrickleMark(long resultId, int number) {}
