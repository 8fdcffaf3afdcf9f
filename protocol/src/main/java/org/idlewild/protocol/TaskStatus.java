package org.idlewild.protocol;

/**
 * A task in progress.
 *
 * @param resultId which
 * @param state the agent's state of it, such as {@code RUNNING}
 * @param cpuSeconds used so far
 */
public record TaskStatus(long resultId, String state, double cpuSeconds) {}
