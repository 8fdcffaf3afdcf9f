package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.idlewild.agent.cli.api.Pause;

/**
 * Asks again when there was no answer or when the server says so, as agents do, only sooner. An
 * answer of 500 or more that does not say when to come back fails whoever asked. Threads: any.
 */
final class PatientLine implements Line {
  /** What stands for no answer among the statuses. */
  static final int LOST = 0;

  private static final Set<Integer> LATER = Set.of(503, 507);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofMillis(200);

  private final Map<Integer, AtomicInteger> seen = new ConcurrentHashMap<>();

  @Override
  public HttpResponse<String> again(Supplier<HttpResponse<String>> request) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      try {
        HttpResponse<String> answer = request.get();
        note(answer.statusCode());
        if (!isLater(answer)) {
          return answer;
        }
      } catch (UncheckedIOException lost) {
        note(LOST);
      }
      Pause.REAL.sleep(STEP);
    }
    throw new AssertionError("The server did not come back: " + seen);
  }

  private static boolean isLater(HttpResponse<String> answer) {
    boolean later = answer.statusCode() >= 500;
    if (later) {
      String whole = answer.statusCode() + " " + answer.request().uri() + " " + answer.body();
      assertThat(LATER).as(whole).contains(answer.statusCode());
      assertThat(answer.headers().firstValueAsLong("Retry-After")).as(whole).isPresent();
      assertThat(answer.headers().firstValue("Content-Type"))
          .as(whole)
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }
    return later;
  }

  private void note(int status) {
    seen.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
  }

  /** How often a status was the answer. */
  int seen(int status) {
    return seen.getOrDefault(status, new AtomicInteger()).get();
  }

  @Override
  public String toString() {
    return seen.toString();
  }
}
