package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.HostDescription;

/**
 * Hosts and their Ed25519 keys. A host shows that it holds its private key by signing a challenge
 * and gets a session for it; nothing rests on the host's clock. Threads: any.
 */
@Singleton
public class HostAccess {
  private final Identities identities;
  private final Hosts hosts;
  private final Ids ids;
  private final Transactions transactions;
  private final HostSeals seals;

  @Inject
  HostAccess(
      Identities identities, Hosts hosts, Ids ids, Transactions transactions, HostSeals seals) {
    this.identities = identities;
    this.hosts = hosts;
    this.ids = ids;
    this.transactions = transactions;
    this.seals = seals;
  }

  /**
   * Lets a host join. A request that is repeated with the same token and key is answered with the
   * host that the first one made.
   *
   * @param publicKey X.509 SubjectPublicKeyInfo of an Ed25519 key
   * @param signature by that key
   * @param signedText what it signed
   * @return the host's id
   * @throws Refused UNAUTHENTICATED when the token or the signature is not good, MALFORMED for a
   *     key of another kind
   */
  public long enrol(
      String enrolmentToken,
      byte[] publicKey,
      byte[] signature,
      byte[] signedText,
      HostDescription description,
      Instant now) {
    if (!isSigned(publicKey, signature, signedText)) {
      throw new Refused(
          Refused.Reason.UNAUTHENTICATED, "the proof is not a signature by the public key");
    }
    String key = Base64.getEncoder().encodeToString(publicKey);
    long fresh = ids.next(Ids.Kind.HOST);
    long id =
        transactions.call(
            () -> {
              Optional<Long> account =
                  identities.useEnrolment(Secrets.hash(enrolmentToken), fresh, now);
              if (account.isEmpty()) {
                return before(enrolmentToken, key);
              }
              Faults.at(Point.ENROLMENT_USED);
              hosts.add(new Hosts.Host(fresh, account.get(), key, description, now, now));
              Faults.at(Point.HOST_ADDED);
              return fresh;
            });
    Faults.at(Point.HOST_ENROLLED);
    return id;
  }

  /** The host that used a token up and asks again: the answer to its first request was lost. */
  private long before(String enrolmentToken, String key) {
    return identities
        .enrolled(Secrets.hash(enrolmentToken))
        .flatMap(hosts::withId)
        .filter(host -> host.publicKey().equals(key))
        .map(Hosts.Host::id)
        .orElseThrow(HostAccess::badToken);
  }

  /** Something for a host to sign, good for a short while. */
  public String challenge(long hostId, Instant now) {
    host(hostId);
    return seals.challenge(hostId, now);
  }

  /**
   * Opens a session for a host that signed its challenge.
   *
   * @throws Refused UNAUTHENTICATED when it did not
   */
  public Session openSession(
      long hostId, String challenge, byte[] signature, byte[] signedText, Instant now) {
    boolean ours = seals.isChallenge(challenge, hostId, now);
    byte[] key = Base64.getDecoder().decode(host(hostId).publicKey());
    if (!ours || !isSigned(key, signature, signedText)) {
      throw new Refused(
          Refused.Reason.UNAUTHENTICATED, "the challenge was not signed by the host's key in time");
    }
    return seals.session(hostId, now);
  }

  /** The host that a session token speaks for. */
  public Optional<Long> host(String sessionToken, Instant now) {
    return seals.host(sessionToken, now);
  }

  private Hosts.Host host(long id) {
    return transactions
        .call(() -> hosts.withId(id))
        .orElseThrow(
            () -> new Refused(Refused.Reason.NOT_FOUND, "there is no host " + id + " here"));
  }

  private static Refused badToken() {
    return new Refused(
        Refused.Reason.UNAUTHENTICATED, "the enrolment token is unknown, used or expired");
  }

  private static boolean isSigned(byte[] publicKey, byte[] signature, byte[] text) {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(text);
      return check.verify(signature);
    } catch (GeneralSecurityException failure) {
      // Not a key or not a signature at all: refused like a wrong one.
      return false;
    }
  }
}
