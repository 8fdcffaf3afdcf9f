package org.idlewild.web.boinc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes instead of a request is understood or refused in a time and a room that grow with
 * its length and no faster. For longer than CI takes see {@code bench/boinc-fuzz.sh}.
 */
class MarkupFuzzTest {
  private static final Names NAMES = new Names((purpose, text) -> "0".repeat(32));
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A garbage collection or a compilation may fall into one reading. */
  private static final long SLACK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long NANOS_A_BYTE = 2_000;
  private static final long SLACK_BYTES = 2 << 20;
  private static final long BYTES_A_BYTE = 40;
  private static final long BYTES_A_TAG = 600;

  /** All that reads what strangers send. */
  private static final List<UnaryOperator<String>> READERS =
      List.of(MarkupFuzzTest::scheduler, MarkupFuzzTest::accountManager, MarkupFuzzTest::upload);

  private final Map<String, Long> outcomes = new TreeMap<>();
  private long longest;
  private double slowest;
  private double largest;

  @Test
  void nothingThatComesDoesHarm() {
    long seed = Long.getLong("idlewild.fuzz.seed", 1);
    Duration time = Duration.ofSeconds(Long.getLong("idlewild.fuzz.seconds", 20));
    // What happens only once is no request's fault.
    for (UnaryOperator<String> reader : READERS) {
      Recorded.ALL.forEach(name -> read(reader, Recorded.text(name), name));
    }
    long end = System.nanoTime() + time.toNanos();
    long rounds = 0;
    while (System.nanoTime() < end) {
      Random random = new Random(seed * 1_000_003 + rounds);
      check(request(random), "seed " + seed + ", round " + rounds);
      rounds++;
    }
    System.out.printf(
        "%d requests from seed %d, the longest of %d bytes; slowest %.0f ns a byte, at most %.1f"
            + " bytes of memory a byte%n",
        rounds, seed, longest, slowest, largest);
    outcomes.forEach((outcome, count) -> System.out.printf("%9d %s%n", count, outcome));
    assertThat(outcomes.keySet())
        .as("the mutations reach both sides of each decision")
        .contains("a scheduler request", "an upload", "refused: an upload's head");
  }

  private static String request(Random random) {
    String text = Recorded.text(Recorded.ALL.get(random.nextInt(Recorded.ALL.size())));
    Mutation[] all = Mutation.values();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      text = all[random.nextInt(all.length)].of(text, random);
    }
    return text;
  }

  private void check(String text, String which) {
    for (UnaryOperator<String> reader : READERS) {
      check(reader, text, which);
    }
  }

  private void check(UnaryOperator<String> reader, String text, String which) {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long nanos = THREADS.getCurrentThreadCpuTime();
    String outcome = read(reader, text, which);
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;

    long length = text.length();
    long tags = text.chars().filter(c -> c == '<').count();
    assertThat(nanos).as("time for %s", which).isLessThan(SLACK_NANOS + length * NANOS_A_BYTE);
    assertThat(bytes)
        .as("memory for %s of %s bytes", which, length)
        .isLessThan(SLACK_BYTES + length * BYTES_A_BYTE + tags * BYTES_A_TAG);
    outcomes.merge(outcome, 1L, Long::sum);
    longest = Math.max(longest, length);
    if (length > 10_000) {
      slowest = Math.max(slowest, (double) nanos / length);
      largest = Math.max(largest, (double) bytes / length);
    }
  }

  private static String read(UnaryOperator<String> reader, String text, String which) {
    try {
      return reader.apply(text);
    } catch (RuntimeException | StackOverflowError failure) {
      throw new AssertionError(which + " does harm", failure);
    }
  }

  private static String scheduler(String text) {
    try {
      RpcRequest request = RpcRequest.of(Markup.read(text, "scheduler_request"), NAMES);
      assertThat(request.description().processors()).isPositive();
      assertThat(request.claim().host()).isNotNegative();
      return request.results().isEmpty()
          ? "a scheduler request"
          : "a scheduler request with results";
    } catch (BadMarkup bad) {
      return "refused: " + bad.getMessage();
    }
  }

  private static String accountManager(String text) {
    try {
      Markup.read(text, "acct_mgr_request").children("project").forEach(Element::raw);
      return "an account manager's client";
    } catch (BadMarkup bad) {
      return "refused: " + bad.getMessage();
    }
  }

  private static String upload(String text) {
    try {
      Element request = UploadHead.read(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
      if (!request.word("get_file_size").isEmpty()) {
        return "a question for a size";
      }
      UploadHead head = UploadHead.of(request);
      assertThat(Math.min(head.bytes(), head.offset())).isNotNegative();
      return "an upload";
    } catch (BadMarkup bad) {
      return "refused: an upload's head";
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
