package org.idlewild.protocol;

/**
 * Opens a session: {@code POST /scheduler/session}.
 *
 * @param protocol the dialect's version
 * @param hostId who speaks
 * @param challenge as the server gave it
 * @param signature Ed25519 in base64 over {@link Protocol#sessionProof}
 */
public record SessionRequest(int protocol, long hostId, String challenge, String signature) {}
