package org.idlewild.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.idlewild.protocol.ChallengeRequest;
import org.idlewild.protocol.EnrolRequest;
import org.idlewild.protocol.HostFacts;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.SessionRequest;
import org.idlewild.protocol.TaskReport;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * A host that speaks the native dialect and answers each task at once with its arguments, so that a
 * test can let a batch advance as far as it wants.
 */
final class ConsoleHost {
  private final Supplier<URI> server;
  private final HostFacts facts;
  private final String session;
  private final List<TaskReport> reports = new ArrayList<>();
  private final Set<Long> orders = new HashSet<>();

  /** Enrols a host that says of itself that it may run work without a sandbox. */
  ConsoleHost(ConsoleGrid grid, String name) throws GeneralSecurityException {
    this(grid::server, grid.enrolment(), name);
  }

  /**
   * The same where each request goes to a server of the host's choice.
   *
   * @param server gives a server's root, with a slash at the end
   */
  ConsoleHost(Supplier<URI> server, String enrolment, String name) throws GeneralSecurityException {
    this.server = server;
    this.facts = Facts.ofJavaHost(name, true);
    this.session = enrol(enrolment);
  }

  /** Takes and ends tasks, one a poll, until the condition holds or a minute has passed. */
  void workUntil(BooleanSupplier enough) {
    new FluentWait<>(this)
        .withTimeout(Duration.ofMinutes(1))
        .pollingEvery(Duration.ofMillis(200))
        .withMessage("the work was not seen to advance")
        .until(
            host -> {
              host.poll();
              return enough.getAsBoolean();
            });
  }

  /** Reports what it ended, takes a task, and ends it. */
  void poll() {
    JsonNode reply =
        tell(
            "",
            new SchedulerRequest(
                Protocol.VERSION,
                facts,
                1,
                List.of(),
                List.copyOf(reports),
                null,
                null,
                null,
                null));
    for (JsonNode id : reply.get("acknowledged")) {
      reports.removeIf(report -> report.resultId() == id.asLong());
    }
    for (JsonNode order : reply.get("orders")) {
      orders.add(order.get("resultId").asLong());
      reports.add(run(order));
    }
  }

  /** The results that it was ever given. */
  Set<Long> orders() {
    return orders;
  }

  private TaskReport run(JsonNode order) {
    List<String> arguments = new ArrayList<>();
    order.get("arguments").forEach(argument -> arguments.add(argument.asText()));
    byte[] output = (String.join(" ", arguments) + "\n").getBytes(StandardCharsets.UTF_8);
    long id = order.get("resultId").asLong();
    byte[] digest = sha256(output);
    upload(id, output, digest);
    return new TaskReport(
        id,
        TaskReport.Ending.SUCCESS,
        0,
        "",
        "",
        0.5,
        0.6,
        1 << 20,
        "namespaces",
        List.of(new TaskReport.Output("out.txt", output.length, HexFormat.of().formatHex(digest))));
  }

  private void upload(long resultId, byte[] output, byte[] digest) {
    String base64 = Base64.getEncoder().encodeToString(digest);
    ConsoleGrid.exchange(
        HttpRequest.newBuilder(at(Protocol.RESULTS + "/" + resultId + "/outputs/out.txt"))
            .header("Authorization", "Bearer " + session)
            .header("Content-Type", "application/octet-stream")
            .header(Protocol.REPR_DIGEST, "sha-256=:" + base64 + ":")
            .PUT(BodyPublishers.ofByteArray(output))
            .build());
  }

  private String enrol(String token) throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    String proof = sign(keys, Protocol.enrolmentProof(token, key));
    int version = Protocol.VERSION;
    long id =
        tell(Protocol.ENROL, new EnrolRequest(version, token, key, proof, facts))
            .get("hostId")
            .asLong();
    String challenge =
        tell(Protocol.CHALLENGE, new ChallengeRequest(version, id)).get("challenge").asText();
    String signature = sign(keys, Protocol.sessionProof(id, challenge));
    return tell(Protocol.SESSION, new SessionRequest(version, id, challenge, signature))
        .get("token")
        .asText();
  }

  private JsonNode tell(String path, Record message) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(ConsoleGrid.JSON.valueToTree(message).toString()));
    if (session != null) {
      request.header("Authorization", "Bearer " + session);
    }
    return ConsoleGrid.exchange(request.build());
  }

  private URI at(String path) {
    return server.get().resolve(Protocol.SCHEDULER + path);
  }

  private static String sign(KeyPair keys, byte[] text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text);
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
