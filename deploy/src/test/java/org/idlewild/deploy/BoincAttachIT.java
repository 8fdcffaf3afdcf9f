package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.local.PasswordHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** How BOINC's own client becomes a host, stays one, and ceases to be one. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(
    value = BoincProject.FOR_ALL,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincAttachIT {
  private static final String STDOUT = "{\"name\":\"stdout\",\"maxBytes\":1000}";

  private static BoincProject project;

  private BoincClients clients;

  @BeforeAll
  static void startTheProject() throws Exception {
    project = BoincProject.start("boinc-attach-");
    project.register("hello", "#!/bin/sh\necho hello\n", STDOUT, "");
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

  private static void signIn(String user, String email, String password) throws Exception {
    project.accountKey(user);
    project
        .grid()
        .local()
        .operator()
        .post(
            "/account-keys",
            Json.object()
                .put("user", user)
                .put("email", email)
                .put("passwordHash", PasswordHash.of(email, password)));
  }

  @Test
  void byEMailAndPassword() throws Exception {
    signIn("lea", "Lea@Example.org", "correct horse");
    BoincClient client = clients.start("lea");

    String wrong = client.say("--lookup_account", project.url(), "lea@example.org", "wrong horse");
    String right =
        client.say("--lookup_account", project.url(), "lea@example.org", "correct horse");

    assertThat(wrong).contains("bad password").doesNotContain("account key:");
    String key = right.substring(right.indexOf("account key:") + 12).strip();
    assertThat(key).isEqualTo(project.accountKey("lea"));
    client.attach(project.url(), key);
    Batch batch = project.submit("hello", "lea", 1);
    assertThat(clients.output(batch)).isEqualTo("hello\n");
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void aWrongKeyIsToldAndTheClientWaits() throws Exception {
    BoincClient client = clients.start("wrong");
    client.attach(project.url(), "0123456789abcdef0123456789abcdef");

    client.awaitSaid("Invalid or missing account key");
    client.awaitSaid("Project requested delay of 3600 seconds");
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void detachedAndAttachedAgainItIsTheSameHost() throws Exception {
    BoincClient client = clients.attach("mia", "mia");
    SmallGrid.await("the host", () -> project.hosts("mia").size() == 1);
    client.awaitSaid("Scheduler request completed");

    client.say("--project", project.url(), "detach");
    client.attach(project.url(), project.accountKey("mia"));
    Batch batch = project.submit("hello", "mia", 1);

    assertThat(clients.output(batch)).isEqualTo("hello\n");
    assertThat(project.hosts("mia")).hasSize(1);
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void aCopyOfItsFolderIsAnotherHost() throws Exception {
    BoincClient client = clients.attach("nora", "nora");
    SmallGrid.await("the host", () -> !client.state("hostid").isEmpty());
    clients.await("some requests", () -> client.count("Scheduler request completed") >= 3);
    try (BoincClient copy = client.copy(project.grid().folder().resolve("clients/nora-copy"))) {
      clients.await("more requests", () -> client.count("Scheduler request completed") >= 6);
      copy.update(project.url());
      SmallGrid.await("the copy", () -> project.hosts("nora").size() == 2);
      copy.update(project.url());
      SmallGrid.await("what it says next", () -> copy.count("Scheduler request completed") >= 2);
    }
    assertThat(project.hosts("nora")).hasSize(2);
  }

  @Test
  @ResourceLock(BoincProject.FOR_ALL)
  void programsThatASuccessorOfTheKeySignedAreTakenByClientsThatKnewTheFormer() throws Exception {
    BoincClient client = clients.attach("olga", "olga");
    Batch before = project.submit("hello", "olga", 1);
    assertThat(clients.output(before)).isEqualTo("hello\n");

    project.rotateKeys();
    project.register("again", "#!/bin/sh\necho again\n", STDOUT, "");
    Batch after = project.submit("again", "olga", 1);
    assertThat(clients.output(after)).isEqualTo("again\n");
    assertThat(client.complaints()).isEmpty();
    project.signAgain("hello");
  }

  @Test
  void byAnAccountManagerThatLetsItGo() throws Exception {
    signIn("pia", "pia@example.org", "correct horse");
    BoincClient client = clients.start("pia");

    client.say("--acct_mgr", "attach", project.url() + "am/", "pia@example.org", "correct horse");
    SmallGrid.await("the host", () -> project.hosts("pia").size() == 1);
    client.awaitSaid("Scheduler request completed");
    long host = project.hosts("pia").get(0);
    project.grid().local().operator().post("/hosts/" + host + "/detach", Json.object());
    SmallGrid.await(
        "the client to be let go",
        () -> {
          client.say("--acct_mgr", "sync");
          return client.said().contains("Detaching from project")
              || !client.say("--get_project_status").contains(project.url());
        });

    assertThat(client.complaints()).isEmpty();
    List<Long> hosts = project.hosts("pia");
    client.say("--acct_mgr", "detach");
    assertThat(client.say("--acct_mgr", "info")).doesNotContain("am/");
    assertThat(project.hosts("pia")).isEqualTo(hosts);
  }
}
