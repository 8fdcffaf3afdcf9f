package org.idlewild.load.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.idlewild.protocol.ChallengeRequest;
import org.idlewild.protocol.EnrolRequest;
import org.idlewild.protocol.HostFacts;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SessionRequest;

/** Enrols hosts as our agent does. Used by one thread. */
public final class Enrolment {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAILURE = 300;

  private final Connection connection;

  /** By a connection that it does not close. */
  public Enrolment(Connection connection) {
    this.connection = connection;
  }

  /**
   * A new host with a session.
   *
   * @param owner which of the users owns it
   * @param ownersToken that user's
   */
  public SimulatedHost enrol(String name, int owner, String ownersToken) throws IOException {
    HostFacts facts = facts(name);
    KeyPair keys = keys();
    String token =
        post("/api/v1/enrolments", ownersToken, JSON.createObjectNode()).path("token").asText();
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    String proof = sign(keys, Protocol.enrolmentProof(token, key));
    long id =
        agent(Protocol.ENROL, new EnrolRequest(Protocol.VERSION, token, key, proof, facts))
            .path("hostId")
            .asLong();
    String challenge =
        agent(Protocol.CHALLENGE, new ChallengeRequest(Protocol.VERSION, id))
            .path("challenge")
            .asText();
    String signature = sign(keys, Protocol.sessionProof(id, challenge));
    String session =
        agent(Protocol.SESSION, new SessionRequest(Protocol.VERSION, id, challenge, signature))
            .path("token")
            .asText();
    return new JsonHost(owner, facts, session);
  }

  private JsonNode agent(String path, Record message) throws IOException {
    return post(Protocol.SCHEDULER + path, "", JSON.valueToTree(message));
  }

  private JsonNode post(String path, String token, JsonNode body) throws IOException {
    String headers =
        "Content-Type: application/json\r\n"
            + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
    Connection.Answer answer =
        connection.post(path, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    if (answer.status() >= FAILURE) {
      throw new IOException("The server did not enrol a host: " + answer.text());
    }
    return JSON.readTree(answer.body());
  }

  private static HostFacts facts(String name) {
    return new HostFacts(
        name,
        "0.1.0",
        "linux",
        "6.1",
        "x86_64",
        "measured",
        2,
        1e9,
        4L << 30,
        10L << 30,
        List.of("linux-x86_64"),
        List.of("namespaces"),
        false,
        List.of(),
        1.0,
        false);
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(KeyPair keys, byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
