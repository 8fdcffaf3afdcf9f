package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Optional;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostAccessTest {
  private static final byte[] PROOF = "proof".getBytes(StandardCharsets.UTF_8);

  @TempDir Path data;

  private TestGrid grid;
  private HostAccess access;
  private Caller owner;
  private KeyPair keys;

  @BeforeEach
  void start() throws GeneralSecurityException {
    grid = new TestGrid(TestDatabase.h2(), data);
    access = grid.get(HostAccess.class);
    owner = grid.somebody("owner", Role.VOLUNTEER);
    keys = newKeys("Ed25519");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void anEnrolmentTokenLetsOneHostJoin() throws GeneralSecurityException {
    String token = token();
    KeyPair others = newKeys("Ed25519");

    assertThat(enrol(token, keys.getPublic().getEncoded(), sign(keys, PROOF))).isPositive();
    assertRefused(
        Reason.UNAUTHENTICATED,
        () -> enrol(token, others.getPublic().getEncoded(), sign(others, PROOF)));
  }

  @Test
  void aHostWhoseEnrolmentWasNotAnsweredAsksAgainAndIsTheSameHost() {
    String token = token();
    long first = enrol(token, keys.getPublic().getEncoded(), sign(keys, PROOF));

    assertThat(enrol(token, keys.getPublic().getEncoded(), sign(keys, PROOF))).isEqualTo(first);
  }

  @Test
  void anEnrolmentTokenIsGoodUntilItExpires() {
    String inTime = token();
    String tooLate = token();

    grid.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(enrol(inTime, keys.getPublic().getEncoded(), sign(keys, PROOF))).isPositive();
    grid.advance(Duration.ofMillis(1));
    assertRefused(
        Reason.UNAUTHENTICATED,
        () -> enrol(tooLate, keys.getPublic().getEncoded(), sign(keys, PROOF)));
  }

  @Test
  void aHostThatDoesNotHoldItsKeyDoesNotJoinAndDoesNotUseTheTokenUp()
      throws GeneralSecurityException {
    String token = token();
    KeyPair others = newKeys("Ed25519");
    byte[] key = keys.getPublic().getEncoded();

    assertRefused(Reason.UNAUTHENTICATED, () -> enrol(token, key, sign(others, PROOF)));
    assertRefused(Reason.UNAUTHENTICATED, () -> enrol(token, key, new byte[64]));
    assertRefused(Reason.UNAUTHENTICATED, () -> enrol(token, key, new byte[0]));
    assertThat(enrol(token, key, sign(keys, PROOF))).isPositive();
  }

  @Test
  void aKeyOfAnotherKindOrNoKeyAtAllIsRefused() throws GeneralSecurityException {
    byte[] ec = newKeys("EC").getPublic().getEncoded();
    byte[] signature = sign(keys, PROOF);

    assertRefused(Reason.UNAUTHENTICATED, () -> enrol(token(), ec, signature));
    assertRefused(Reason.UNAUTHENTICATED, () -> enrol(token(), new byte[0], signature));
    assertRefused(Reason.UNAUTHENTICATED, () -> enrol(token(), new byte[44], signature));
  }

  @Test
  void aTokenThatNobodyMadeLetsNobodyIn() {
    assertRefused(
        Reason.UNAUTHENTICATED,
        () -> enrol("made-up", keys.getPublic().getEncoded(), sign(keys, PROOF)));
  }

  @Test
  void aHostThatSignsItsChallengeGetsASession() {
    long host = enrolled();
    String challenge = access.challenge(host, grid.now());
    byte[] text = challenge.getBytes(StandardCharsets.UTF_8);

    Session session = access.openSession(host, challenge, sign(keys, text), text, grid.now());

    assertThat(access.host(session.token(), grid.now())).contains(host);
    assertThat(access.host(session.token(), grid.now().plus(session.lifetime()))).isEmpty();
  }

  @Test
  void aChallengeSignedByAnotherKeyOrForAnotherHostOrTooLateOpensNothing()
      throws GeneralSecurityException {
    long host = enrolled();
    KeyPair others = newKeys("Ed25519");
    String challenge = access.challenge(host, grid.now());
    byte[] text = challenge.getBytes(StandardCharsets.UTF_8);
    String anothers = access.challenge(grid.host(owner), grid.now());

    assertRefused(
        Reason.UNAUTHENTICATED,
        () -> access.openSession(host, challenge, sign(others, text), text, grid.now()));
    assertRefused(
        Reason.UNAUTHENTICATED,
        () -> access.openSession(host, anothers, sign(keys, text), text, grid.now()));
    grid.advance(Duration.ofMinutes(1));
    assertRefused(
        Reason.UNAUTHENTICATED,
        () -> access.openSession(host, challenge, sign(keys, text), text, grid.now()));
  }

  @Test
  void aHostThatNeverJoinedGetsNoChallenge() {
    assertRefused(Reason.NOT_FOUND, () -> access.challenge(99, grid.now()));
  }

  private long enrolled() {
    return enrol(token(), keys.getPublic().getEncoded(), sign(keys, PROOF));
  }

  private String token() {
    return grid.get(Accounts.class).newEnrolment(owner, Optional.empty(), grid.now()).token();
  }

  private long enrol(String token, byte[] key, byte[] signature) {
    return access.enrol(token, key, signature, PROOF, TestGrid.description(), grid.now());
  }

  private static KeyPair newKeys(String kind) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(kind).generateKeyPair();
  }

  private static byte[] sign(KeyPair keys, byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
