package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.simulator.invariants.Terms;
import org.idlewild.simulator.invariants.Violation;
import org.idlewild.simulator.invariants.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that was tampered with is seen through. */
class WatchTest {
  private static final Software SOFTWARE =
      new Software(
          new PolicyRequest(
              null, null, null, null, null, null, null, null, null, null, null, null, "fixed", 2.5),
          List.of(new Software.Build(1, false, false)));
  private static final Scenario.Work WORK =
      new Scenario.Work(
          Duration.ZERO, Optional.empty(), 0, 1, 2, 0, 1, 2, Duration.ofDays(1), 3, 10, 6, 0);
  private static final Make MAKE = new Make("linux", "Intel Core", 2, false, false);

  private long host;
  private Site site;
  private Watch watch;

  @BeforeEach
  void aBatchOfTwoWorkunitsWithResultsToSend() throws IOException, SQLException {
    site = new Site();
    Server server = new Server(site, new Chance(1), Map.of(), beans -> {});
    Setting setting = new Setting(server);
    setting.apps(List.of(SOFTWARE), Agenda.BEGIN);
    setting.batch(WORK, List.of(), Agenda.BEGIN);
    host =
        setting.host(setting.somebody("owner", Role.VOLUNTEER, Agenda.BEGIN), MAKE, Agenda.BEGIN);
    server.run(PassName.TRANSITIONER, 10, Agenda.BEGIN);
    watch =
        new Watch(site.database(), new Terms(true, 200, Optional.of(files()), Optional.empty()));
  }

  @AfterEach
  void close() throws IOException, SQLException {
    watch.close();
    site.close();
  }

  @Test
  void whatTheServerLeftIsInOrder() throws SQLException {
    assertThat(look()).isEmpty();
    assertThat(look()).isEmpty();
  }

  @Test
  void anAnswerThatIsNoneIsSeen() throws SQLException {
    look();

    tamper("UPDATE workunit SET canonical_result_id = 1, version = version + 1 WHERE id = 1");

    assertThat(look()).containsExactly("ANSWER_IS_ITS_OWN");
  }

  @Test
  void aWriteThatHidesIsSeen() throws SQLException {
    look();

    tamper("UPDATE workunit SET need_validate = TRUE WHERE id = 1");

    assertThat(look()).containsExactly("WRITES_SHOW");
  }

  @Test
  void aWorkunitThatIsGoneIsSeen() throws SQLException {
    tamper("DELETE FROM result WHERE workunit_id = 2");
    tamper("DELETE FROM workunit WHERE id = 2");

    assertThat(look()).containsExactly("PROGRESS_SUMS", "LEFT_IS_COUNTED");
  }

  @Test
  void aStepThatNoStageTakesIsSeen() throws SQLException {
    look();

    tamper(
        "UPDATE result SET server_state = 3, outcome = 6, validate_state = 2,"
            + " version = version + 1 WHERE id = 1");

    assertThat(look()).containsExactly("LEGAL_STEP");
  }

  @Test
  void twoResultsWithOneUserAreSeen() throws SQLException {
    tamper(
        "UPDATE result SET server_state = 2, host_id = id, account_id = 7, sent = 0, app_version_id = 1,"
            + " report_deadline = 9000000000000, version = version + 1 WHERE workunit_id = 1");

    assertThat(look()).containsExactly("ONE_A_USER");
  }

  @Test
  void whatIsPaidForNothingIsSeen() throws SQLException {
    look();

    tamper("UPDATE result SET credit = 2, version = version + 1 WHERE id = 1");

    assertThat(look()).containsExactly("PAID_WHEN_VALID");
  }

  @Test
  void whatNobodyWasPaidIsSeen() throws SQLException {
    look();

    tamper(
        "INSERT INTO earned (earner, earner_id, total, average, average_time)"
            + " VALUES (0, 1, 2, 2, 0), (1, 1, 2, 2, 0)");

    assertThat(look()).containsExactly("BOOKS_BALANCE");
  }

  @Test
  void whatIsSentWhereItDoesNotBelongIsSeen() throws SQLException {
    tamper("UPDATE workunit SET target_host = 12345, version = version + 1 WHERE id = 1");
    look();

    send(1);

    assertThat(look()).containsExactly("MEANT_FOR_IT");
  }

  @Test
  void whatIsSentBeyondAUsersLimitIsSeen() throws SQLException {
    tamper("UPDATE app SET max_per_user = 1");
    look();

    send(1);
    assertThat(look()).isEmpty();
    send(3);
    assertThat(look()).containsExactly("WITHIN_LIMITS");
  }

  @Test
  void aDeadlineThatPassesAtRestIsSeen() throws SQLException {
    send(1);
    tamper("UPDATE workunit SET hold = 0, version = version + 1 WHERE id = 1");
    look();

    tamper("UPDATE result SET server_state = 3, outcome = 4, version = version + 1 WHERE id = 1");

    assertThat(look()).containsExactly("REST_STOPS_CLOCKS");
  }

  @Test
  void rowsThatGoWithoutAnArchiveAreSeen() throws SQLException {
    look();

    tamper("DELETE FROM result WHERE workunit_id = 2");
    tamper("DELETE FROM workunit WHERE id = 2");

    assertThat(look()).containsExactly("PROGRESS_SUMS", "LEFT_IS_COUNTED", "ARCHIVE_FIRST");
  }

  @Test
  void aBatchThatMiscountsWhatIsLeftIsSeen() throws SQLException {
    look();

    tamper("UPDATE batch SET units_left = 1");

    assertThat(look()).containsExactly("LEFT_IS_COUNTED");
  }

  @Test
  void aMessageThatIsGoneIsSeen() throws SQLException {
    tamper("UPDATE batch SET trickles = 1");
    tamper("INSERT INTO trickle VALUES (1, 1, 1, TRUE, 1, 0, FALSE, 'AAAA')");
    look();

    tamper("DELETE FROM trickle");

    assertThat(look()).containsExactly("NO_WORD_LOST");
  }

  private void send(long result) throws SQLException {
    tamper(
        "UPDATE result SET server_state = 2, host_id = %d, account_id = (SELECT account_id FROM host"
                .formatted(host)
            + " WHERE id = %d), app_version_id = 1, sent = 0, report_deadline = 9000000000000,"
                .formatted(host)
            + " version = version + 1 WHERE id = "
            + result);
  }

  @Test
  void aFileThatIsGoneIsSeen() throws SQLException, IOException {
    try (Stream<Path> all = Files.walk(files())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }

    assertThat(look()).containsExactly("CONTENT_IS_KEPT");
  }

  @Test
  void aGridThatStillHasWorkIsNotAtRest() throws SQLException {
    assertThat(names(watch.lookAtRest(Agenda.BEGIN))).contains("ALL_ENDED", "ALL_OVER", "ALL_TIDY");
  }

  private Path files() {
    return site.data().resolve("files");
  }

  private void tamper(String statement) throws SQLException {
    try (Connection connection = site.database().getConnection();
        Statement any = connection.createStatement()) {
      any.execute(statement);
    }
  }

  private List<String> look() throws SQLException {
    return names(watch.look(Agenda.BEGIN));
  }

  private static List<String> names(Watch.Look look) {
    return look.violations().stream().map(Violation::name).distinct().toList();
  }
}
