package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.idlewild.protocol.ChallengeRequest;
import org.idlewild.protocol.EnrolRequest;
import org.idlewild.protocol.HostFacts;
import org.idlewild.protocol.PollMark;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.SessionRequest;
import org.idlewild.protocol.TaskReport;
import org.idlewild.protocol.TaskStatus;

/**
 * A host that answers each task with its parameter. It does what the agent does: lists what it
 * holds, uploads, reports until it is acknowledged, counts its polls. Threads: one at a time.
 */
final class NativeHost {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Line line;
  private final HostFacts facts;
  private final KeyPair keys;
  private final long id;
  private final Map<Long, String> held = new TreeMap<>();
  private final Set<Long> ended = new TreeSet<>();
  private final Set<Long> ordered = new HashSet<>();
  private ApiClient session;
  private long polls;

  /**
   * Enrols a host.
   *
   * @param line how its requests get through
   * @param owner its user
   */
  NativeHost(Line line, ApiClient owner, String name) {
    this.line = line;
    this.facts = Facts.ofJavaHost(name, false);
    this.session = owner.as("");
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.id = enrol(owner);
    openSession();
  }

  /** Takes tasks until it has so many, reporting what it ended; returns whether it has them. */
  boolean poll(int wanted) {
    JsonNode reply = json(line.again(() -> post("", question(wanted))));
    for (JsonNode order : reply.path("orders")) {
      long result = order.path("resultId").asLong();
      ordered.add(result);
      held.put(result, order.path("arguments").path(0).asText());
    }
    reply.path("abort").forEach(result -> held.remove(result.asLong()));
    for (JsonNode result : reply.path("acknowledged")) {
      held.remove(result.asLong());
      ended.remove(result.asLong());
    }
    return held.size() >= wanted;
  }

  /** Uploads the answer to each task it holds; the next poll reports them. */
  void answer() {
    held.forEach(
        (result, parameter) -> {
          if (ended.add(result)) {
            upload(result, parameter + "\n");
          }
        });
  }

  /** Uploads a wrong answer to each task, then the right one in its place. */
  void answerAtTheSecondTry() {
    held.forEach((result, parameter) -> upload(result, "wrong " + parameter + "\n"));
    answer();
  }

  /** Forgets all that it was sent, as if no reply had come. */
  void forget() {
    held.clear();
    ended.clear();
  }

  boolean isIdle() {
    return held.isEmpty();
  }

  /** The results that it was ever given. */
  Set<Long> ordered() {
    return ordered;
  }

  private SchedulerRequest question(int wanted) {
    List<TaskStatus> status =
        held.keySet().stream()
            .filter(result -> !ended.contains(result))
            .map(result -> new TaskStatus(result, "READY", 0))
            .toList();
    List<TaskReport> reports = ended.stream().map(NativeHost::report).toList();
    PollMark mark = new PollMark(++polls, facts.name());
    int more = Math.max(0, wanted - status.size());
    return new SchedulerRequest(
        Protocol.VERSION, facts, more, status, reports, List.of(), List.of(), mark, null);
  }

  private void upload(long result, String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    String path = Protocol.SCHEDULER + Protocol.RESULTS + "/" + result + "/outputs/stdout";
    String digest = ApiClient.reprDigest(bytes);
    Pieces.send(
        line,
        bytes,
        () -> session.head(path),
        (range, piece) ->
            session.put(path, piece, "Content-Range", range, Protocol.REPR_DIGEST, digest));
  }

  private long enrol(ApiClient owner) {
    String token = json(line.again(() -> owner.post("enrolments", "{}"))).path("token").asText();
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    String proof = sign(Protocol.enrolmentProof(token, key));
    EnrolRequest request = new EnrolRequest(Protocol.VERSION, token, key, proof, facts);
    return json(line.again(() -> post(Protocol.ENROL, request))).path("hostId").asLong();
  }

  private void openSession() {
    ChallengeRequest ask = new ChallengeRequest(Protocol.VERSION, id);
    String challenge =
        json(line.again(() -> post(Protocol.CHALLENGE, ask))).path("challenge").asText();
    String signature = sign(Protocol.sessionProof(id, challenge));
    SessionRequest request = new SessionRequest(Protocol.VERSION, id, challenge, signature);
    String token = json(line.again(() -> post(Protocol.SESSION, request))).path("token").asText();
    session = session.as(token);
  }

  private HttpResponse<String> post(String path, Record message) {
    return session.post(Protocol.SCHEDULER + path, JSON.valueToTree(message).toString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return ApiClient.json(answer);
  }

  private String sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TaskReport report(long result) {
    return new TaskReport(
        result,
        TaskReport.Ending.SUCCESS,
        0,
        "",
        "a warning",
        0.5,
        0.6,
        1 << 20,
        "namespaces",
        List.of());
  }
}
