package org.idlewild.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.idlewild.agent.cli.api.Pause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Prints what a large batch costs that comes line by line: how long until it is accepted, until its
 * first workunit is sent, and until it is given up. Run by {@code bench/ingest.sh}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class IngestBench {
  private static final int WORKUNITS = Integer.getInteger("idlewild.ingest", 1_000_000);
  private static final int QUORUM = Integer.getInteger("idlewild.ingest.quorum", 1);
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LOOKS = Duration.ofMillis(500);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong firstLine = new AtomicLong();
  private Cluster cluster;

  @AfterEach
  void stop() {
    threads.shutdownNow();
    cluster.close();
  }

  @Test
  void ingest() throws Exception {
    cluster = new Cluster();
    cluster.start("ingest");
    URI root = cluster.root("ingest");
    ApiClient operator = new ApiClient(root, cluster.operatorToken());
    Research research = new Research(request -> request.get(), operator, "ingest");
    research.app();
    NativeHost host =
        new NativeHost(request -> request.get(), research.user("host", "VOLUNTEER"), "host");

    // The first of everything costs what is never paid again: classes, statements, pools.
    submit(operator, 1000);
    host.poll(1);
    host.forget();
    CompletableFuture<Long> firstSent = new CompletableFuture<>();
    threads.execute(() -> poll(research.user("other", "VOLUNTEER"), firstSent));
    JsonNode batch = submit(operator, WORKUNITS);
    long accepted = System.nanoTime();

    say("workunits %d at quorum %d", WORKUNITS, QUORUM);
    say("accepted after %.1f s", seconds(firstLine.get(), accepted));
    say("first sent after %.2f s", seconds(firstLine.get(), firstSent.get(5, TimeUnit.MINUTES)));
    say("server: %s", cluster.memory("ingest"));
    String path = "batches/" + batch.path("id").asLong();
    timed("status", () -> operator.get(path));
    timed("status again", () -> operator.get(path));
    timed("cancel", () -> operator.post(path + "/cancel", "{}"));
    long cancelled = System.nanoTime();
    assertThat(state(operator, path)).isEqualTo("CANCELLED");
    timed("delete", () -> operator.send("DELETE", path, BodyPublishers.noBody()));
    while (ApiClient.json(operator.get(path)).path("ended").isNull()) {
      Pause.REAL.sleep(LOOKS);
    }
    say("all workunits given up %.1f s after the cancel", seconds(cancelled, System.nanoTime()));
    timed("delete once it has ended", () -> operator.send("DELETE", path, BodyPublishers.noBody()));
    say("server: %s", cluster.memory("ingest"));
  }

  private static String state(ApiClient operator, String path) {
    return ApiClient.json(operator.get(path)).path("state").asText();
  }

  private void poll(ApiClient owner, CompletableFuture<Long> firstSent) {
    NativeHost host = new NativeHost(request -> request.get(), owner, "other");
    while (firstLine.get() == 0 || !host.poll(1)) {
      Pause.REAL.sleep(PACE);
    }
    firstSent.complete(System.nanoTime());
  }

  private JsonNode submit(ApiClient caller, int workunits) throws Exception {
    firstLine.set(0);
    HttpRequest request =
        HttpRequest.newBuilder(caller.server().resolve("api/v1/batches"))
            .header("Authorization", "Bearer " + caller.token())
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofInputStream(() -> new Lines(workunits)))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return ApiClient.json(answer);
  }

  private interface Call {
    HttpResponse<String> send();
  }

  private static void timed(String what, Call call) {
    long begun = System.nanoTime();
    HttpResponse<String> answer = call.send();
    say("%s: %d after %.3f s", what, answer.statusCode(), seconds(begun, System.nanoTime()));
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.println("INGEST " + String.format(Locale.ROOT, format, values));
  }

  /** The batch's lines, made while they are read. */
  private final class Lines extends InputStream {
    private final int workunits;
    private int next;
    private byte[] line;
    private int place;

    Lines(int workunits) {
      this.workunits = workunits;
      line = ("{\"app\":\"ingest\",\"quorum\":" + QUORUM + "}\n").getBytes(UTF_8);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      firstLine.compareAndSet(0, System.nanoTime());
      int count = 0;
      while (count < length && fill()) {
        int some = Math.min(length - count, line.length - place);
        System.arraycopy(line, place, buffer, from + count, some);
        place += some;
        count += some;
      }
      return count == 0 ? -1 : count;
    }

    private boolean fill() {
      if (place == line.length) {
        if (next == workunits) {
          return false;
        }
        line = ("{\"parameter\":\"--from " + next + " --to " + ++next + "\"}\n").getBytes(UTF_8);
        place = 0;
      }
      return true;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }
  }
}
