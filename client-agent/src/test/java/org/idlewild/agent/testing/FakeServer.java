package org.idlewild.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.files.Sha256;

/**
 * A server that speaks the dialect with JSON written by hand, not with the records, and that
 * misbehaves when told to. Every answer carries a field that no agent knows.
 */
public final class FakeServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
  private static final Pattern PART = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
  private static final long HOST = 77;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> served = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final Map<Long, JsonNode> orders = new LinkedHashMap<>();
  private final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> polls = new LinkedBlockingQueue<>();
  private final List<Long> aborts = new CopyOnWriteArrayList<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> outputs = new HashMap<>();
  private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();
  private final Set<String> seen = new HashSet<>();
  private ObjectNode down = JSON.createObjectNode();
  private volatile List<Long> suspended = List.of();
  private String publicKey;
  private String token = "once";
  private int sessions;
  private final AtomicInteger corruptDownloads = new AtomicInteger();
  private final AtomicInteger brokenDownloads = new AtomicInteger();
  private final AtomicInteger brokenUploads = new AtomicInteger();
  private boolean asksForFiles;
  private volatile boolean copy;
  private volatile boolean resting;

  /** Starts on some free port, or on a given one. */
  public FakeServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/scheduler", this::handle);
    server.start();
  }

  public FakeServer() throws IOException {
    this(0);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Offers a file. */
  public String file(byte[] content) {
    String sha256 = Sha256.of(content);
    files.put(sha256, content);
    return sha256;
  }

  /** Orders a task that runs a shell script with one output, as JSON written out. */
  public synchronized void order(long id, String script, String output, String input) {
    byte[] main = ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] in = input.getBytes(StandardCharsets.UTF_8);
    String text =
        """
        {"resultId":%d,"workunitId":5,"app":"golden","appVersion":3,"platform":"linux-x86_64",
         "main":"run.sh","arguments":["one","two words"],
         "files":[{"name":"run.sh","sha256":"%s","bytes":%d,"colour":"red"}],
         "inputs":[{"name":"in.txt","sha256":"%s","bytes":%d}],
         "outputs":[{"name":"%s","maxBytes":100000000,"required":true}],
         "limits":{"memoryBytes":67108864,"cpuSeconds":60,"elapsedSeconds":120,"processes":32,
                   "diskBytes":104857600,"gpuSeconds":3},
         "deadlineSeconds":3600,"trickle":{"every":5}}
        """
            .formatted(id, file(main), main.length, file(in), in.length, output);
    try {
      orders.put(id, JSON.readTree(text));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The next downloads carry a wrong byte. */
  public void corruptDownloads(int count) {
    corruptDownloads.set(count);
  }

  /** The next downloads end halfway. */
  public void breakDownloads(int count) {
    brokenDownloads.set(count);
  }

  /** The next uploads get a 500 after half of them was kept. */
  public void breakUploads(int count) {
    brokenUploads.set(count);
  }

  /** Answers everything with 503. */
  public void down(boolean now) {
    resting = now;
  }

  /** Forgets the session. */
  public synchronized void forgetSession() {
    sessions++;
  }

  public synchronized int sessions() {
    return sessions;
  }

  /** The next message of a task that was not marked before; it is marked from its second coming. */
  public String letter() throws InterruptedException {
    String letter = letters.poll(40, TimeUnit.SECONDS);
    if (letter == null) {
      throw new AssertionError("No message has come.");
    }
    return letter;
  }

  /** Sends a message to a task until the agent has it. */
  public synchronized void write(long id, int number, String text) {
    down =
        JSON.createObjectNode()
            .put("resultId", id)
            .put("number", number)
            .put("content", base64(text));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void exchange(JsonNode request, ObjectNode answer) {
    for (JsonNode mark : request.path("trickled")) {
      down = mark.path("number").equals(down.path("number")) ? JSON.createObjectNode() : down;
    }
    ArrayNode marks = answer.putArray("trickled");
    for (JsonNode trickle : request.path("trickles")) {
      String key = trickle.path("resultId") + "/" + trickle.path("number");
      if (seen.add(key)) {
        byte[] content = Base64.getDecoder().decode(trickle.path("content").asText());
        letters.add(new String(content, StandardCharsets.UTF_8));
      } else {
        marks
            .addObject()
            .put("resultId", trickle.path("resultId").asLong())
            .put("number", trickle.path("number").asInt());
      }
    }
    if (!down.isEmpty()) {
      answer.putArray("trickles").add(down);
    }
  }

  /** Lets tasks rest from now on, and all others go on. */
  public void suspend(Long... ids) {
    suspended = List.of(ids);
  }

  public void abort(long id) {
    aborts.add(id);
  }

  /** Accepts another enrolment. */
  public synchronized void token(String other) {
    token = other;
  }

  /** The next report. */
  public JsonNode report() throws InterruptedException {
    JsonNode report = reports.poll(40, TimeUnit.SECONDS);
    if (report == null) {
      throw new AssertionError("No report has come.");
    }
    return report;
  }

  public boolean hasReports() {
    return !reports.isEmpty();
  }

  /** The next poll; those before are passed over while they lack a held task in the state. */
  public JsonNode pollWith(String state) throws InterruptedException {
    while (true) {
      JsonNode poll = polls.poll(40, TimeUnit.SECONDS);
      if (poll == null) {
        throw new AssertionError("No poll has come with a task that is " + state + ".");
      }
      for (JsonNode held : poll.path("held")) {
        if (held.path("state").asText().equals(state)) {
          return poll;
        }
      }
    }
  }

  /** The next poll that holds nothing. */
  public JsonNode pollHoldingNothing() throws InterruptedException {
    while (true) {
      JsonNode poll = polls.poll(40, TimeUnit.SECONDS);
      if (poll == null) {
        throw new AssertionError("No poll has come without held tasks.");
      }
      if (poll.path("held").isEmpty()) {
        return poll;
      }
    }
  }

  public synchronized byte[] output(long id, String name) {
    return outputs.get(id + "/" + name);
  }

  public List<String> ranges() {
    return ranges;
  }

  /** How often a file was asked for. */
  public int served(String sha256) {
    return served.getOrDefault(sha256, new AtomicInteger()).get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/scheduler".length());
      if (resting) {
        problem(exchange, 503, "The server rests.");
      } else if (path.equals("/enrol")) {
        enrol(exchange);
      } else if (path.equals("/challenge")) {
        reply(exchange, 200, "{\"protocol\":1,\"challenge\":\"riddle\",\"mood\":\"good\"}");
      } else if (path.equals("/session")) {
        session(exchange);
      } else if (!authorised(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        problem(exchange, 401, "There is no such session.");
      } else if (path.isEmpty()) {
        poll(exchange);
      } else if (path.startsWith("/files/")) {
        download(exchange, path.substring("/files/".length()));
      } else {
        upload(exchange, path);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private synchronized void enrol(HttpExchange exchange)
      throws IOException, GeneralSecurityException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    publicKey = request.path("publicKey").asText();
    String proof = "idlewild-enrol-1\n" + token + "\n" + publicKey;
    if (!request.path("enrolmentToken").asText().equals(token)
        || !verified(proof, request.path("proof").asText())) {
      problem(exchange, 401, "The enrolment token is wrong or used.");
      return;
    }
    token = "used";
    reply(exchange, 201, "{\"protocol\":1,\"hostId\":" + HOST + ",\"welcome\":true}");
  }

  private synchronized void session(HttpExchange exchange)
      throws IOException, GeneralSecurityException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String proof = "idlewild-session-1\n" + HOST + "\nriddle";
    if (!verified(proof, request.path("signature").asText())) {
      problem(exchange, 401, "The signature is wrong.");
      return;
    }
    sessions++;
    reply(
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

  private synchronized boolean authorised(HttpExchange exchange) {
    return ("Bearer s" + sessions).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** Asks the agent which files it holds, or does not, from now on. */
  public synchronized void askForFiles(boolean ask) {
    asksForFiles = ask;
  }

  /** Takes the agent for a copy from now on. */
  public void callItACopy() {
    copy = true;
  }

  private synchronized void poll(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    if (copy) {
      problem(exchange, 409, "Another agent polls as this host.");
      return;
    }
    polls.add(request);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("protocol", 1).put("nextContactMillis", 300).put("weather", "fine");
    answer.put("files", asksForFiles);
    ArrayNode acknowledged = answer.putArray("acknowledged");
    for (JsonNode report : request.path("reports")) {
      acknowledged.add(report.path("resultId").asLong());
      if (orders.remove(report.path("resultId").asLong()) != null) {
        reports.add(report);
      }
    }
    answer
        .putArray("abort")
        .addAll(aborts.stream().map(JSON.getNodeFactory()::numberNode).toList());
    aborts.forEach(orders::remove);
    answer.putArray("orders").addAll(orders.values());
    exchange(request, answer);
    ArrayNode rests = answer.putArray("suspend");
    suspended.forEach(
        id -> rests.addObject().put("resultId", id).put("reason", "its batch\nis paused"));
    answer.putArray("messages").add("Hello\nhost");
    reply(exchange, 200, answer.toString());
  }

  private void download(HttpExchange exchange, String sha256) throws IOException {
    served.computeIfAbsent(sha256, s -> new AtomicInteger()).incrementAndGet();
    byte[] content = files.get(sha256);
    if (content == null) {
      problem(exchange, 404, "There is no such file.");
      return;
    }
    content = content.clone();
    if (corruptDownloads.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      content[content.length - 1] ^= 1;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (range != null) {
      ranges.add(range);
      Matcher matcher = RANGE.matcher(range);
      from = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    byte[] body = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(range == null ? 200 : 206, body.length == 0 ? -1 : body.length);
    if (brokenDownloads.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      return; // Closing the exchange now breaks the connection.
    }
    exchange.getResponseBody().write(body);
  }

  private synchronized void upload(HttpExchange exchange, String path) throws IOException {
    String[] parts = path.split("/", -1);
    String key = parts[2] + "/" + parts[4];
    ByteArrayOutputStream kept = uploads.computeIfAbsent(key, k -> new ByteArrayOutputStream());
    if (exchange.getRequestMethod().equals("HEAD")) {
      boolean complete = outputs.containsKey(key);
      exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(kept.size()));
      exchange.getResponseHeaders().set("Upload-Complete", complete ? "?1" : "?0");
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (brokenUploads.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      kept.write(body, 0, body.length / 2);
      problem(exchange, 500, "Something broke.");
      return;
    }
    accept(exchange, key, kept, body);
  }

  private void accept(HttpExchange exchange, String key, ByteArrayOutputStream kept, byte[] body)
      throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    long total = body.length;
    if (range != null) {
      ranges.add(range);
      Matcher matcher = PART.matcher(range);
      if (!matcher.matches() || Long.parseLong(matcher.group(1)) != kept.size()) {
        exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(kept.size()));
        problem(exchange, 409, "That is not where the upload stopped.");
        return;
      }
      total = Long.parseLong(matcher.group(3));
    } else {
      kept.reset();
    }
    kept.writeBytes(body);
    finish(exchange, key, kept, total);
  }

  private void finish(HttpExchange exchange, String key, ByteArrayOutputStream kept, long total)
      throws IOException {
    byte[] now = kept.toByteArray();
    if (now.length < total) {
      exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(now.length));
      exchange.sendResponseHeaders(202, -1);
      return;
    }
    String digest = exchange.getRequestHeaders().getFirst("Repr-Digest");
    if (!Sha256.reprDigest(Sha256.of(now)).equals(digest)) {
      kept.reset();
      problem(exchange, 400, "The checksum does not match.");
      return;
    }
    outputs.put(key, now);
    exchange.sendResponseHeaders(201, -1);
  }

  private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    String text =
        "{\"type\":\"about:blank\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}";
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
