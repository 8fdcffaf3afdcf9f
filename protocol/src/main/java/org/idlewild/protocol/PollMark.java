package org.idlewild.protocol;

/**
 * Which poll of the host this is. Numbers that go back show that two agents use one identity.
 *
 * @param number greater with each poll, also across the agent's restarts
 * @param instance drawn anew at each start of the agent: a poll that is only repeated on its way
 *     has the same number and the same instance
 */
public record PollMark(long number, String instance) {}
