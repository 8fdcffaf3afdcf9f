package org.idlewild.protocol;

/**
 * A new host's first words: {@code POST /scheduler/enrol}.
 *
 * @param protocol the dialect's version
 * @param enrolmentToken good for one host, once
 * @param publicKey the host's Ed25519 key, X.509 SubjectPublicKeyInfo in base64
 * @param proof an Ed25519 signature in base64 over {@link Protocol#enrolmentProof}
 * @param facts the host as it is now
 */
public record EnrolRequest(
    int protocol, String enrolmentToken, String publicKey, String proof, HostFacts facts) {}
