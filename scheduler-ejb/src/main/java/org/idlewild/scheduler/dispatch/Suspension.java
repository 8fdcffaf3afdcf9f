package org.idlewild.scheduler.dispatch;

/**
 * A result that its host is to suspend.
 *
 * @param result which
 * @param reason why, in words
 */
public record Suspension(long result, String reason) {}
