package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which tasks a whole agent runs, lets rest, ends and lets talk. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentTurnsTest extends AgentAndServer {
  @Test
  void aTaskThatNobodyWantsIsKilledAndForgotten() throws Exception {
    server.order(1, "sleep 1000", "out", "");
    start();
    server.pollWith("RUNNING");

    server.abort(1);
    server.pollHoldingNothing();

    assertThat(server.hasReports()).isFalse();
  }

  @Test
  void aTaskTalksWithItsResearcherWhileItRuns() throws Exception {
    server.order(
        1,
        """
        echo asked > trickle/up/.q; mv trickle/up/.q trickle/up/q
        while [ ! -e trickle/down/1 ]; do sleep 0.1; done
        cp trickle/down/1 out; echo thanks > trickle/up/z""",
        "out",
        "");
    start();

    assertThat(server.letter()).isEqualTo("asked\n");
    server.write(1, 1, "answered");

    assertThat(server.letter()).isEqualTo("thanks\n");
    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(output(1, "out")).isEqualTo("answered");
  }

  @Test
  void aSuspendedTaskRestsLetsAnotherRunAndGoesOnLater() throws Exception {
    for (long id = 1; id <= 2; id++) {
      server.order(id, "while [ ! -e go ]; do sleep 0.1; touch go; done; echo x > out", "out", "");
    }
    server.suspend(1L, 2L);
    server.order(3, "echo other > out", "out", "");
    start();
    JsonNode other = server.report();
    assertThat(other.path("resultId").asLong()).isEqualTo(3);
    assertThat(other.path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(server.hasReports()).isFalse();

    server.suspend();

    assertThat(List.of(server.report(), server.report()))
        .extracting(report -> report.path("ending").asText())
        .containsOnly("SUCCESS");
  }

  @Test
  void aRunningTaskThatIsSuspendedStopsAndItsPlaceIsFree() throws Exception {
    server.order(1, "sleep 1; echo x > out", "out", "");
    server.order(2, "sleep 1; echo x > out", "out", "");
    start();
    server.pollWith("RUNNING");
    server.suspend(1L, 2L);
    JsonNode rests = server.pollWith("PAUSED");
    assertThat(rests.path("tasksWanted").asInt()).isEqualTo(6);
    server.order(3, "echo other > out", "out", "");

    assertThat(server.report().path("resultId").asLong()).isEqualTo(3);
    server.suspend();

    assertThat(List.of(server.report(), server.report()))
        .extracting(report -> report.path("ending").asText())
        .containsOnly("SUCCESS");
  }

  @Test
  void aTaskThatIsHeldIsNotTakenTwice() throws Exception {
    server.order(1, "sleep 1; echo x > out", "out", "");
    start();
    server.pollWith("RUNNING");
    assertThat(server.pollWith("RUNNING").path("held")).hasSize(1);

    server.report();
    server.pollHoldingNothing();

    assertThat(server.hasReports()).isFalse();
  }

  @Test
  void noMoreTasksRunThanThereAreProcessors() throws Exception {
    for (int id = 1; id <= 4; id++) {
      server.order(id, "sleep 1; echo x > out", "out", "same");
    }
    start();
    JsonNode poll = server.pollWith("RUNNING");

    assertThat(poll.path("held").findValuesAsText("state"))
        .hasSize(4)
        .filteredOn("RUNNING"::equals)
        .hasSizeLessThanOrEqualTo(2);
    assertThat(poll.path("tasksWanted").asInt()).isEqualTo(2);
    for (int i = 0; i < 4; i++) {
      assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    }
  }
}
