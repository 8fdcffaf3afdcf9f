package org.idlewild.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks the dialect with JSON written by hand, not with the records, and that
 * misbehaves when told to. Every answer carries a field that no agent knows.
 */
public final class FakeServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final FakeFiles files = new FakeFiles();
  private final FakeLetters letters = new FakeLetters();
  private final FakeIdentity identity = new FakeIdentity();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Long, JsonNode> orders = new LinkedHashMap<>();
  private final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> polls = new LinkedBlockingQueue<>();
  private final List<Long> aborts = new CopyOnWriteArrayList<>();
  private volatile List<Long> suspended = List.of();
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
    return files.offer(content);
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
    files.corruptDownloads(count);
  }

  /** The next downloads end halfway. */
  public void breakDownloads(int count) {
    files.breakDownloads(count);
  }

  /** The next uploads get a 500 after half of them was kept. */
  public void breakUploads(int count) {
    files.breakUploads(count);
  }

  /** Answers everything with 503. */
  public void down(boolean now) {
    resting = now;
  }

  /** Forgets the session. */
  public void forgetSession() {
    identity.forgetSession();
  }

  public int sessions() {
    return identity.sessions();
  }

  /** The next message of a task that was not marked before; it is marked from its second coming. */
  public String letter() throws InterruptedException {
    return letters.next();
  }

  /** Sends a message to a task until the agent has it. */
  public synchronized void write(long id, int number, String text) {
    letters.write(id, number, text);
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
    identity.token(other);
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

  public byte[] output(long id, String name) {
    return files.output(id, name);
  }

  public List<String> ranges() {
    return files.ranges();
  }

  /** How often a file was asked for. */
  public int served(String sha256) {
    return files.served(sha256);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/scheduler".length());
      if (resting) {
        Answers.problem(exchange, 503, "The server rests.");
      } else if (path.equals("/enrol")) {
        identity.enrol(exchange);
      } else if (path.equals("/challenge")) {
        Answers.reply(exchange, 200, "{\"protocol\":1,\"challenge\":\"riddle\",\"mood\":\"good\"}");
      } else if (path.equals("/session")) {
        identity.session(exchange);
      } else if (!identity.authorised(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        Answers.problem(exchange, 401, "There is no such session.");
      } else if (path.isEmpty()) {
        poll(exchange);
      } else if (path.startsWith("/files/")) {
        files.download(exchange, path.substring("/files/".length()));
      } else {
        files.upload(exchange, path);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
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
      Answers.problem(exchange, 409, "Another agent polls as this host.");
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
    letters.exchange(request, answer);
    ArrayNode rests = answer.putArray("suspend");
    suspended.forEach(
        id -> rests.addObject().put("resultId", id).put("reason", "its batch\nis paused"));
    answer.putArray("messages").add("Hello\nhost");
    Answers.reply(exchange, 200, answer.toString());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
