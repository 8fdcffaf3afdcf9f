package org.idlewild.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Knows one host by its key, and one session. */
final class FakeIdentity {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOST = 77;

  private String publicKey;
  private String token = "once";
  private int sessions;

  synchronized void token(String other) {
    token = other;
  }

  synchronized void forgetSession() {
    sessions++;
  }

  synchronized int sessions() {
    return sessions;
  }

  synchronized void enrol(HttpExchange exchange) throws IOException, GeneralSecurityException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    publicKey = request.path("publicKey").asText();
    String proof = "idlewild-enrol-1\n" + token + "\n" + publicKey;
    if (!request.path("enrolmentToken").asText().equals(token)
        || !verified(proof, request.path("proof").asText())) {
      Answers.problem(exchange, 401, "The enrolment token is wrong or used.");
      return;
    }
    token = "used";
    Answers.reply(exchange, 201, "{\"protocol\":1,\"hostId\":" + HOST + ",\"welcome\":true}");
  }

  synchronized void session(HttpExchange exchange) throws IOException, GeneralSecurityException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String proof = "idlewild-session-1\n" + HOST + "\nriddle";
    if (!verified(proof, request.path("signature").asText())) {
      Answers.problem(exchange, 401, "The signature is wrong.");
      return;
    }
    sessions++;
    Answers.reply(
        exchange,
        200,
        "{\"protocol\":1,\"token\":\"s" + sessions + "\",\"expiresInSeconds\":60,\"x\":[1]}");
  }

  private boolean verified(String proof, String signature) throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(publicKey);
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
    check.update(proof.getBytes(StandardCharsets.UTF_8));
    return check.verify(Base64.getDecoder().decode(signature));
  }

  synchronized boolean authorised(HttpExchange exchange) {
    return ("Bearer s" + sessions).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }
}
