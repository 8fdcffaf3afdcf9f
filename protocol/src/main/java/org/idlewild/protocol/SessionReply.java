package org.idlewild.protocol;

/**
 * A session.
 *
 * @param protocol the dialect's version
 * @param token goes into {@code Authorization: Bearer} of all further requests
 * @param expiresInSeconds after which a new session is needed; a 401 means the same
 */
public record SessionReply(int protocol, String token, long expiresInSeconds) {}
