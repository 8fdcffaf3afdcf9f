package org.idlewild.protocol;

/**
 * The answer to {@link EnrolRequest}.
 *
 * @param protocol the dialect's version
 * @param hostId the host's name from now on
 */
public record EnrolReply(int protocol, long hostId) {}
