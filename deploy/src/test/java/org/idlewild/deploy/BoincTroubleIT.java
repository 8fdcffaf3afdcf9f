package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.cli.api.Batch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** BOINC's own client on a bad line. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincTroubleIT {
  private static final int CUTS = 10;

  private static BoincProject project;

  private BoincClients clients;
  private BoincProxy line;

  @BeforeAll
  static void startTheProject() throws Exception {
    project = BoincProject.start("boinc-trouble-");
  }

  @AfterAll
  static void stopTheProject() {
    project.close();
  }

  @BeforeEach
  void layTheLine() throws Exception {
    clients = project.clients();
    line = new BoincProxy(URI.create(project.grid().local().address()));
  }

  @AfterEach
  void endTheClients() {
    clients.close();
    line.close();
  }

  @Test
  void anUploadThatIsCutTenTimesGoesOnWhereItWasCut() throws Exception {
    // Three megabytes in numbered lines, so that a byte too many or too few would show.
    String script =
        "#!/bin/sh\nawk 'BEGIN { for (i = 0; i < 300000; i++) printf \"%09d\\n\", i }'\n";
    project.register("large", script, "{\"name\":\"stdout\",\"maxBytes\":4000000}", "");
    line.cutUploads(CUTS);
    BoincClient client = clients.start("large");
    client.attach(line.url(), project.accountKey("jana"));
    Batch batch = project.submit("large", "jana", 1);
    clients.await(
        "the upload",
        () -> {
          client.retryTransfers(line.url());
          return project.isOver(batch);
        });

    assertThat(line.cutsLeft()).isZero();
    String output = project.grid().output(batch);
    assertThat(output).hasSize(3_000_000).startsWith("000000000\n").endsWith("000299999\n");
    assertThat(project.grid().outcomes(batch)).containsExactly("SUCCESS");
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void workWhoseReplyWasLostIsSentAgainAndAReportThatComesTwiceCountsOnce() throws Exception {
    project.register("short", "#!/bin/sh\necho $1\n", "{\"name\":\"stdout\",\"maxBytes\":9}", "");
    BoincClient client = clients.start("short");
    line.loseReplies(1);
    client.attach(line.url(), project.accountKey("karl"));
    SmallGrid.await("the first reply to be lost", () -> line.lossesLeft() == 0);
    List<Long> hosts = project.hosts("karl");

    line.loseReplies(2);
    Batch batch = project.submit("short", "karl", 3);
    clients.await("the replies to be lost", () -> line.lossesLeft() == 0);
    client.awaitSaid("Computation for task");
    line.loseReplies(2);
    clients.await("the end", () -> project.isOver(batch) && client.tasks("").isEmpty());

    assertThat(line.lossesLeft()).isZero();
    assertThat(project.grid().output(batch)).isEqualTo("1\n2\n3\n");
    assertThat(project.grid().outcomes(batch)).containsExactly("SUCCESS", "SUCCESS", "SUCCESS");
    assertThat(project.hosts("karl")).isEqualTo(hosts).hasSize(1);
    assertThat(client.complaints()).isEmpty();
  }
}
