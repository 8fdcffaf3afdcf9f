package org.idlewild.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.files.Sha256;

/** Files that come and go, in pieces, and sometimes wrong. */
final class FakeFiles {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
  private static final Pattern PART = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> served = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> outputs = new HashMap<>();
  private final AtomicInteger corruptDownloads = new AtomicInteger();
  private final AtomicInteger brokenDownloads = new AtomicInteger();
  private final AtomicInteger brokenUploads = new AtomicInteger();

  String offer(byte[] content) {
    String sha256 = Sha256.of(content);
    files.put(sha256, content);
    return sha256;
  }

  void corruptDownloads(int count) {
    corruptDownloads.set(count);
  }

  void breakDownloads(int count) {
    brokenDownloads.set(count);
  }

  void breakUploads(int count) {
    brokenUploads.set(count);
  }

  synchronized byte[] output(long id, String name) {
    return outputs.get(id + "/" + name);
  }

  List<String> ranges() {
    return ranges;
  }

  int served(String sha256) {
    return served.getOrDefault(sha256, new AtomicInteger()).get();
  }

  void download(HttpExchange exchange, String sha256) throws IOException {
    served.computeIfAbsent(sha256, s -> new AtomicInteger()).incrementAndGet();
    byte[] content = files.get(sha256);
    if (content == null) {
      Answers.problem(exchange, 404, "There is no such file.");
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

  synchronized void upload(HttpExchange exchange, String path) throws IOException {
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
      Answers.problem(exchange, 500, "Something broke.");
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
        Answers.problem(exchange, 409, "That is not where the upload stopped.");
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
      Answers.problem(exchange, 400, "The checksum does not match.");
      return;
    }
    outputs.put(key, now);
    exchange.sendResponseHeaders(201, -1);
  }
}
