package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.support.ui.FluentWait;

/** Two nodes on one database and one folder of files, one of which is killed in mid-batch. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterIT {
  private static final int WORKUNITS = 240;
  private static final int QUORUM = 2;
  private static final int WHEN_DONE = 60;
  private static final Duration FAIL_OVER = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();
  private Cluster cluster;
  private volatile boolean over;

  @BeforeEach
  void startBothNodesAtOnce() throws Exception {
    cluster = new Cluster();
    cluster.start("left", "right");
  }

  @AfterEach
  void stop() {
    over = true;
    threads.shutdownNow();
    cluster.close();
  }

  @Test
  void aBatchEndsRightAlthoughOneOfTwoNodesIsKilledInTheMiddle() throws Exception {
    assertThat(List.of("left", "right").stream().map(cluster::token).filter(Files::exists))
        .as("operators' tokens")
        .hasSize(1);
    ConsoleGrid right = new ConsoleGrid(cluster.root("right"), cluster.operatorToken());
    ApiClient api = new ApiClient(cluster.root("right"), cluster.operatorToken());
    await("both nodes know of each other", () -> nodes(api).equals(Set.of("left", "right")));
    right.app("sum");
    long batch = right.batch("sum", "sum", WORKUNITS, QUORUM);

    List<ConsoleHost> hosts = hosts(right, 4);
    List<Future<?>> work =
        hosts.stream().<Future<?>>map(host -> threads.submit(() -> toil(host))).toList();
    await("a quarter is done", () -> done(api, batch) >= WHEN_DONE);
    assertThat(asked.get("left").get()).as("requests to left").isPositive();
    assertThat(asked.get("right").get()).as("requests to right").isPositive();

    cluster.kill("left");
    Instant killed = Instant.now();
    long before = done(api, batch);
    assertThat(before).isLessThan(WORKUNITS);
    await("the other node goes on", () -> done(api, batch) > before);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(FAIL_OVER);
    await("the dead node's share is taken over", () -> nodes(api).equals(Set.of("right")));
    assertThat(Duration.between(killed, Instant.now())).isLessThan(FAIL_OVER);

    await(
        () -> "the batch is complete: " + progress(api, batch),
        () -> state(api, batch).equals("COMPLETE"));
    over = true;
    for (Future<?> each : work) {
      each.get(1, TimeUnit.MINUTES);
    }
    assertThat(api.get("batches/" + batch + "/output").body()).isEqualTo(expected());
    requireThatNothingWasSentTwice(api, batch, hosts);
  }

  private void requireThatNothingWasSentTwice(ApiClient api, long batch, List<ConsoleHost> hosts) {
    List<Long> given =
        hosts.stream().flatMap(host -> host.orders().stream()).collect(Collectors.toList());
    assertThat(given).as("results, each given to one host").doesNotHaveDuplicates();
    List<String> placed = new ArrayList<>();
    Set<Long> workunits = new HashSet<>();
    for (JsonNode result : results(api, batch)) {
      workunits.add(result.get("workunitId").asLong());
      if (!result.get("host").isNull()) {
        placed.add(result.get("workunitId").asLong() + " on " + result.get("host").asLong());
      }
    }
    assertThat(placed).as("workunits on hosts").doesNotHaveDuplicates();
    assertThat(workunits).hasSize(WORKUNITS);
    assertThat(placed).hasSize(WORKUNITS * QUORUM).hasSize(given.size());
  }

  /** Four hosts of four users. */
  private List<ConsoleHost> hosts(ConsoleGrid grid, int count) throws Exception {
    List<ConsoleHost> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String token = grid.user("owner-" + i, "VOLUNTEER");
      hosts.add(new ConsoleHost(inTurn(i), grid.as(token).enrolment(), "host-" + i));
    }
    return hosts;
  }

  /** Each request goes to another of the nodes that run. */
  private Supplier<URI> inTurn(int first) {
    AtomicInteger turn = new AtomicInteger(first);
    return () -> {
      List<String> alive = List.of("left", "right").stream().filter(cluster::isAlive).toList();
      String node = alive.get(turn.getAndIncrement() % alive.size());
      asked.computeIfAbsent(node, any -> new AtomicLong()).incrementAndGet();
      return cluster.root(node);
    };
  }

  private void toil(ConsoleHost host) {
    while (!over) {
      try {
        host.poll();
      } catch (UncheckedIOException brokenOff) {
        // Its node was killed; what it was to do is ordered again.
      } catch (RuntimeException | AssertionError unexpected) {
        failures.add(unexpected);
        return;
      }
    }
  }

  private static Set<String> nodes(ApiClient api) {
    Set<String> names = new TreeSet<>();
    ApiClient.json(api.get("daemons")).get("nodes").forEach(n -> names.add(n.get("name").asText()));
    return names;
  }

  /** How many workunits are done; the counts always sum to the total. */
  private static long done(ApiClient api, long batch) {
    JsonNode progress = progress(api, batch);
    long sum = 0;
    for (JsonNode count : progress) {
      sum += count.asLong();
    }
    assertThat(sum).as("%s", progress).isEqualTo(2 * progress.get("total").asLong());
    return progress.get("done").asLong();
  }

  private static JsonNode progress(ApiClient api, long batch) {
    return ApiClient.json(api.get("batches/" + batch + "/progress"));
  }

  private static String state(ApiClient api, long batch) {
    return ApiClient.json(api.get("batches/" + batch)).get("state").asText();
  }

  private static JsonNode results(ApiClient api, long batch) {
    return ApiClient.json(api.get("batches/" + batch + "/results?limit=1000")).get("items");
  }

  private static String expected() {
    return LongStream.rangeClosed(1, WORKUNITS)
        .mapToObj(i -> i + " " + i + "\n")
        .collect(Collectors.joining());
  }

  private void await(String what, BooleanSupplier holds) {
    await(() -> what, holds);
  }

  private void await(Supplier<String> what, BooleanSupplier holds) {
    new FluentWait<>(this)
        .withTimeout(Duration.ofMinutes(2))
        .pollingEvery(Duration.ofMillis(100))
        .withMessage(what)
        .until(
            test -> {
              assertThat(failures).as("failures of hosts").isEmpty();
              return holds.getAsBoolean();
            });
  }
}
