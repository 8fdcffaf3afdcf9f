package org.idlewild.protocol;

/** Asks for something to sign: {@code POST /scheduler/challenge}. */
public record ChallengeRequest(int protocol, long hostId) {}
