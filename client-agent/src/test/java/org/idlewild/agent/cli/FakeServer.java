package org.idlewild.agent.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP server that gives the answers it was told, in order (the last one for ever), and keeps
 * what it was asked.
 */
public final class FakeServer implements AutoCloseable {
  /** What was asked. */
  public record Asked(String line, Headers headers, String text) {
    public String header(String name) {
      return headers.getFirst(name);
    }
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  public FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A request line such as {@code GET /api/v1/me}, without the query. */
  public synchronized FakeServer answers(String line, int status, String body, String... headers) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    answers.computeIfAbsent(line, key -> new ArrayDeque<>()).add(new Answer(status, map, body));
    return this;
  }

  public FakeServer refuses(String line, int status, String detail) {
    return answers(line, status, "{\"status\":" + status + ",\"detail\":\"" + detail + "\"}");
  }

  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<Asked> asked(String line) {
    return asked().stream().filter(one -> one.line().equals(line)).toList();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    asked.add(
        new Asked(
            line,
            exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Deque<Answer> queue = answers.getOrDefault(line, new ArrayDeque<>());
    Answer answer = queue.size() > 1 ? queue.poll() : queue.peek();
    if (answer == null) {
      answer = new Answer(404, Map.of(), "{\"detail\":\"There is no such thing.\"}");
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
