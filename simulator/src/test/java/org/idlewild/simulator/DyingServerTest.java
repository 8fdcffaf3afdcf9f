package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.simulator.invariants.Terms;
import org.idlewild.simulator.invariants.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that dies at a moment that chance seldom finds. */
class DyingServerTest {
  private static final PolicyRequest POLICY = PolicyRequest.NOTHING;
  private static final Software SOFTWARE =
      new Software(POLICY, List.of(new Software.Build(1, false, true)));
  private static final Scenario.Work WORK =
      new Scenario.Work(
          Duration.ZERO, Optional.empty(), 0, 1, 1, 0, 0, 1, Duration.ofDays(1), 3, 10, 6, 0);
  private static final Make MAKE = new Make("linux", "Intel Core", 2, false, false);

  private Site site;
  private Server server;
  private long host;
  private long result;

  @BeforeEach
  void aHostWithAResult() throws IOException, SQLException {
    site = new Site();
    server = new Server(site, new Chance(1), Map.of(), beans -> {});
    Setting setting = new Setting(server);
    setting.apps(List.of(SOFTWARE), Agenda.BEGIN);
    host =
        setting.host(setting.somebody("owner", Role.VOLUNTEER, Agenda.BEGIN), MAKE, Agenda.BEGIN);
    setting.batch(WORK, List.of(), Agenda.BEGIN);
    server.run(PassName.TRANSITIONER, 10, Agenda.BEGIN);
    server.run(PassName.FEEDER, 10, Agenda.BEGIN);
    result = poll().assignment().orders().get(0).resultId();
  }

  @AfterEach
  void close() throws IOException, SQLException {
    site.close();
  }

  @Test
  void aCheckpointThatWasNotReplacedInTheEndIsStillThere() throws SQLException {
    keep("the first");
    // The first transaction asks whether it is wanted, the second replaces what was there.
    server.dieAfter(List.of(2), false);

    assertThatThrownBy(() -> keep("the second")).isInstanceOf(Crash.class);

    Terms terms = new Terms(true, 200, Optional.of(site.data().resolve("files")), Optional.empty());
    try (Watch watch = new Watch(site.database(), terms)) {
      assertThat(watch.look(Agenda.BEGIN).violations()).isEmpty();
    }
  }

  private Server.Reply poll() {
    return server.poll(
        new Server.Poll(host, MAKE.description(), List.of(), Set.of(), 1, List.of(), List.of()),
        Agenda.BEGIN);
  }

  private void keep(String content) {
    server.upload(
        new Server.Piece(host, result, true, Setting.sha256(content), 0, content, content.length()),
        Agenda.BEGIN);
  }
}
