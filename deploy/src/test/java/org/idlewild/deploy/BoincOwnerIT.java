package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the owner of BOINC's own client wants of it while it works. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincOwnerIT {
  private static final String STDOUT = "{\"name\":\"stdout\",\"maxBytes\":1000}";

  /** Of a tenth of a second each: a program that counts would have gone on within that. */
  private static final int LOOKS_AT_WHAT_RESTS = 30;

  /** Counts until it is told that it is enough; begun again, it goes on counting. */
  private static final String COUNTS =
      """
      #!/bin/sh
      echo $$ >process
      n=$(cat count 2>/dev/null || echo 0)
      while [ ! -e enough ]; do
        n=$((n + 1))
        echo $n >count.new
        mv count.new count
        sleep 0.1
      done
      echo counted
      """;

  private static BoincProject project;

  private BoincClients clients;

  @BeforeAll
  static void startTheProject() throws Exception {
    project = BoincProject.start("boinc-owner-");
    project.register("counts", COUNTS, STDOUT, "");
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
  void aTaskThatItsOwnerSuspendsRestsInMemoryUntilHeResumesIt() throws Exception {
    BoincClient client = clients.attach("rests", "quin");
    Batch batch = project.submit("counts", "quin", 1);
    awaitCount(client, 5);

    order(client, "suspend");
    awaitRest(client);
    assertThat(isStopped(client)).isTrue();
    order(client, "resume");
    awaitCount(client, count(client) + 5);
    enough(client);

    assertThat(clients.output(batch)).isEqualTo("counted\n");
    assertThat(project.grid().outcomes(batch)).containsExactly("SUCCESS");
    assertThat(client.count("Starting task")).isEqualTo(1);
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void aClientThatIsEndedAndStartedAgainGoesOnWithItsWork() throws Exception {
    BoincClient client = clients.attach("returns", "sven");
    Batch batch = project.submit("counts", "sven", 1);
    awaitCount(client, 5);
    ProcessHandle first = process(client);

    client.stop();
    SmallGrid.await("the program's end", () -> !first.isAlive());
    int before = count(client);
    client.restart();
    awaitCount(client, before + 5);
    enough(client);

    assertThat(clients.output(batch)).isEqualTo("counted\n");
    assertThat(project.grid().outcomes(batch)).containsExactly("SUCCESS");
    assertThat(project.hosts("sven")).hasSize(1);
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void whatAnOwnerWantsOfHisClientsReachesThem() throws Exception {
    BoincClient client = clients.attach("obeys", "uma");
    SmallGrid.await("the host", () -> project.hosts("uma").size() == 1);
    Path wishes = project.grid().folder().resolve("wishes.xml");
    Files.writeString(
        wishes,
        "<global_preferences>\n<max_bytes_sec_down>7654321</max_bytes_sec_down>\n</global_preferences>\n");
    Launcher.Ended command =
        Launcher.run(
            "preferences",
            "--server",
            project.grid().local().address(),
            "--token-file",
            project.grid().local().token("uma").toString(),
            wishes.toString());
    assertThat(command.status()).as(command.text()).isZero();

    clients.await("the preferences", () -> client.reads("global_prefs.xml").contains("7654321"));
    client.awaitSaid("max download rate: 7654321");
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void preferencesThatOneClientHasAndAreNewerReachTheOwnersOthers() throws Exception {
    BoincClient first = clients.attach("wants", "vito");
    SmallGrid.await("the host", () -> project.hosts("vito").size() == 1);
    first.stop();
    Files.writeString(
        first.folder().resolve("global_prefs.xml"),
        """
        <global_preferences>
           <source_project>%s</source_project>
           <mod_time>%d</mod_time>
           <max_bytes_sec_up>1234567</max_bytes_sec_up>
        </global_preferences>
        """
            .formatted(project.url(), Instant.now().getEpochSecond()));
    first.restart();
    clients.await("the account's preferences", () -> wishes("vito").contains("1234567"));

    BoincClient second = clients.attach("follows", "vito");
    second.awaitSaid("max upload rate: 1234567");
    assertThat(second.reads("global_prefs.xml")).contains(project.url());
    assertThat(first.complaints()).isEmpty();
    assertThat(second.complaints()).isEmpty();
  }

  private static String wishes(String user) {
    try {
      return project
          .grid()
          .local()
          .user(user, "VOLUNTEER")
          .get("/account/preferences")
          .path("preferences")
          .asText();
    } catch (Refused none) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void order(BoincClient client, String order) {
    client.say("--task", project.url(), client.tasks("").get(0), order);
  }

  private static int count(BoincClient client) {
    return number(client.slot().resolve("count"));
  }

  private static ProcessHandle process(BoincClient client) {
    return ProcessHandle.of(number(client.slot().resolve("process"))).orElseThrow();
  }

  private static int number(Path file) {
    try {
      return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitCount(BoincClient client, int count) {
    SmallGrid.await("a count of " + count, () -> count(client) >= count);
  }

  private static void awaitRest(BoincClient client) {
    int[] seen = {0, 0};
    SmallGrid.await(
        "the task's rest",
        () -> {
          int count = count(client);
          seen[1] = count == seen[0] ? seen[1] + 1 : 0;
          seen[0] = count;
          return seen[1] >= LOOKS_AT_WHAT_RESTS;
        });
  }

  private static boolean isStopped(BoincClient client) throws IOException {
    Path status = Path.of("/proc", Long.toString(process(client).pid()), "status");
    return Files.readString(status).contains("State:\tT");
  }

  private static void enough(BoincClient client) throws IOException {
    Files.createFile(client.slot().resolve("enough"));
  }
}
