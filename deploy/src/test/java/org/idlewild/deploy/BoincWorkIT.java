package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which work BOINC's own client gets, and what it keeps of it. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincWorkIT {
  private static final String STDOUT = "{\"name\":\"stdout\",\"maxBytes\":1000}";

  private static BoincProject project;

  private BoincClients clients;

  @BeforeAll
  static void startTheProject() throws Exception {
    project = BoincProject.start("boinc-work-");
  }

  @AfterAll
  static void stopTheProject() {
    project.close();
  }

  @BeforeEach
  void noClients() {
    clients = project.clients();
  }

  @AfterEach
  void endTheClients() {
    clients.close();
  }

  @Test
  void anInputStaysForOtherWorkAndGoesWhenTheServerHasItNoMore() throws Exception {
    project.registerWith(
        "\"tail\":0,\"locality\":true", "reads", "#!/bin/sh\nwc -l <table.txt\n", STDOUT, "");
    Path table = project.grid().folder().resolve("table.txt");
    Files.writeString(table, "a table\n");
    BoincClient client = clients.attach("keeps", "tess");
    SmallGrid.await("the host", () -> project.hosts("tess").size() == 1);
    client.say("--project", project.url(), "nomorework");
    Batch first = project.submit("reads", "tess", 1, table);
    Batch second = project.submit("reads", "tess", 1, table);
    post(second, "pause");
    client.say("--project", project.url(), "allowmorework");
    assertThat(clients.output(first)).isEqualTo("1\n");
    long exchanges = client.count("Scheduler request completed");
    clients.await(
        "exchanges without work",
        () -> client.count("Scheduler request completed") >= exchanges + 2);
    assertThat(client.keeps("table.txt")).as("the server has it for the other batch").isTrue();

    post(second, "resume");
    assertThat(clients.output(second)).isEqualTo("1\n");
    assertThat(started(client, "table.txt")).isEqualTo(1);
    clients.await("the file's end", () -> !client.keeps("table.txt"));
    assertThat(client.complaints()).isEmpty();
  }

  private static void post(Batch batch, String order) {
    project.grid().researcher().post(batch.path() + "/" + order, Json.object());
  }

  private static long started(BoincClient client, String file) {
    return client
        .said()
        .lines()
        .filter(line -> line.matches(".*Started download of .*" + Pattern.quote(file) + ".*"))
        .count();
  }

  @Test
  void eachGetsTheFastestVersionThatItHasTheProcessorsFor() throws Exception {
    version("plain", "");
    version("two", ",\"planClass\":{\"name\":\"mt2\",\"processors\":2,\"speed\":2}");
    version(
        "sve", ",\"planClass\":{\"name\":\"sve2\",\"features\":[\"sve\",\"sse4_2\"],\"speed\":9}");
    BoincClient both = clients.attach("both", "walt");
    BoincClient one = clients.start("one");
    one.setProcessors(1);
    one.attach(project.url(), project.accountKey("xena"));

    Batch forBoth = project.submit("plans", "walt", 2);
    Batch forOne = project.submit("plans", "xena", 1);
    assertThat(clients.output(forBoth)).isEqualTo("two\ntwo\n");
    assertThat(clients.output(forOne)).isEqualTo("plain\n");
    assertThat(both.state("plan_class")).isEqualTo("mt2");
    assertThat(both.state("avg_ncpus")).startsWith("2.0");
    assertThat(one.state("plan_class")).isEmpty();
    clients.await("credit", () -> both.credit() == 10 && one.credit() == 5);
    assertThat(both.complaints()).isEmpty();
    assertThat(one.complaints()).isEmpty();
  }

  /** Of one number, saying which it is. */
  private static void version(String says, String planClass) throws IOException {
    project.registerWith(
        "\"tail\":0,\"credit\":\"fixed\",\"fixedCredit\":5",
        "plans",
        "#!/bin/sh\necho " + says + "\n",
        STDOUT,
        planClass);
  }
}
