package org.idlewild.protocol;

/**
 * Something to sign.
 *
 * @param protocol the dialect's version
 * @param challenge opaque; good for one minute
 */
public record ChallengeReply(int protocol, String challenge) {}
