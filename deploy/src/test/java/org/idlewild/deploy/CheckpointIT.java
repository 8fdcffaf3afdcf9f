package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Pause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task whose host is killed goes on, in another host's sandbox, from where it was. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CheckpointIT {
  private static final int STEPS = 60;

  /** Counts, keeps its count, says so, and prints how far it came and in how many steps here. */
  private static final String PROGRAM =
      """
      #!/bin/sh
      n=0; steps=0
      [ -f state ] && n=$(cat state)
      while [ $n -lt %d ]; do
        n=$((n+1)); steps=$((steps+1))
        echo $n > .state; mv .state state
        [ $n = 6 ] && { echo six > trickle/up/.six; mv trickle/up/.six trickle/up/six; }
        sleep 0.5
      done
      echo $n $steps
      """
          .formatted(STEPS);

  private static final String DESCRIPTION =
      """
      {"app":"counter","manifest":{"version":1,"platform":"linux-x86_64","main":"count.sh",
       "arguments":["{parameter}"],"files":[{"name":"count.sh"}],
       "outputs":[{"name":"stdout","maxBytes":1000}],"checkpoint":"state"}}
      """;

  private SmallGrid grid;

  @BeforeEach
  void startTheGrid() throws IOException {
    grid = SmallGrid.start("checkpoint-");
    Files.writeString(grid.app("counter").resolve("count.sh"), PROGRAM);
    grid.register("counter", DESCRIPTION);
  }

  @AfterEach
  void stopTheGrid() {
    grid.close();
  }

  @Test
  void anotherHostGoesOnFromTheCountAndTheAnswerIsRightAndCheaper() throws Exception {
    Batch batch = grid.submit("counter", 1, 1);
    grid.local().startAgent("host-1", "ben");
    awaitAMessage(batch);
    awaitACheckpoint();

    grid.kill("host-1");
    long host = grid.local().operator().list("/hosts").get(0).path("id").asLong();
    grid.local().operator().post("/hosts/" + host + "/abort", Json.object());
    grid.local().startAgent("host-2", "cleo");

    String output = grid.output(batch);
    List<Integer> counts = Stream.of(output.strip().split(" ", 2)).map(Integer::valueOf).toList();
    assertThat(counts.get(0)).isEqualTo(STEPS);
    assertThat(counts.get(1)).as("steps on the second host").isBetween(1, STEPS - 1);
    assertThat(grid.outcomes(batch)).containsExactlyInAnyOrder("CLIENT_DETACHED", "SUCCESS");
  }

  private void awaitAMessage(Batch batch) {
    JsonNode items = Json.object().putArray("items");
    while (items.isEmpty()) {
      Pause.REAL.sleep(Duration.ofMillis(200));
      items = grid.researcher().get(batch.path() + "/trickles").path("items");
    }
    assertThat(Base64.getDecoder().decode(items.get(0).path("content").asText()))
        .asString()
        .isEqualTo("six\n");
  }

  /** The program and the checkpoint are all that the server keeps while nothing has ended. */
  private void awaitACheckpoint() throws IOException {
    long files = 0;
    while (files < 2) {
      Pause.REAL.sleep(Duration.ofMillis(200));
      try (var all = Files.walk(grid.folder().resolve("server").resolve("files"))) {
        files =
            all.filter(Files::isRegularFile)
                .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                .count();
      }
    }
  }
}
