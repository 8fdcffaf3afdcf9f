package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Predicate;
import org.idlewild.agent.cli.api.Pause;

/**
 * Everything that a real server lives through, over HTTP: users, hosts, an app, a batch that ends
 * and one that is cancelled. Clients whose request was not answered send the same again.
 */
final class MortalLife {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS = 600;

  private final MortalServer server;
  private final String name;
  private final Research research;

  MortalLife(MortalServer server, String name) {
    this.server = server;
    this.name = name;
    this.research = new Research(server, server.operator(), name);
  }

  /** From the first user to the end of the last batch. */
  void live() {
    NativeHost alpha = host("alpha");
    NativeHost beta = host("beta");
    research.app();
    long ends = research.submit("ends", 3, true);
    take(alpha, 3);
    alpha.forget();
    take(alpha, 3);
    alpha.answerAtTheSecondTry();
    report(alpha);
    take(beta, 3);
    beta.answer();
    report(beta);
    await(ends, batch -> batch.path("state").asText().equals("COMPLETE"));
    research.requireAnswers(ends, "ends", 3);
    giveUp(alpha);
  }

  /** A batch of more workunits than are written at once, which is cancelled. */
  void liveWithMany() {
    research.cancel(research.submit("many", 1001, false));
  }

  private NativeHost host(String who) {
    return new NativeHost(server, research.user(who, "VOLUNTEER"), name + "-" + who);
  }

  private void giveUp(NativeHost host) {
    long batch = research.submit("cancelled", 2, false);
    take(host, 2);
    research.cancel(batch);
    await(batch, seen -> seen.path("progress").path("cancelled").asLong() == 2);
    host.forget();
    host.poll(0);
    assertThat(host.isIdle()).as("what was cancelled is not ordered again").isTrue();
  }

  private void take(NativeHost host, int tasks) {
    for (int i = 0; i < STEPS && !host.poll(tasks); i++) {
      Pause.REAL.sleep(STEP);
    }
    assertThat(host.poll(tasks)).as("there are tasks to take").isTrue();
  }

  private static void report(NativeHost host) {
    host.poll(0);
    assertThat(host.isIdle()).as("all reports were acknowledged").isTrue();
  }

  private void await(long id, Predicate<JsonNode> condition) {
    JsonNode batch = research.batch(id);
    for (int i = 0; i < STEPS && !condition.test(batch); i++) {
      Pause.REAL.sleep(STEP);
      batch = research.batch(id);
    }
    assertThat(condition.test(batch)).as("the batch got there: %s", batch).isTrue();
  }
}
