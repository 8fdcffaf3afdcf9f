package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  @TempDir Path data;

  private TestGrid grid;
  private Accounts accounts;
  private Caller operator;

  @BeforeEach
  void start() throws IOException {
    grid = new TestGrid(TestDatabase.h2(), data);
    accounts = grid.get(Accounts.class);
    operator = accounts.caller(operatorToken()).orElseThrow();
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void theFirstOperatorsTokenLiesInAFileThatOnlyTheServersUserMayRead() throws IOException {
    assertThat(operator.role()).isEqualTo(Role.OPERATOR);
    assertThat(Files.getPosixFilePermissions(data.resolve("operator.token")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aLaterStartLeavesTheOperatorAndTheTokenAlone() throws IOException {
    String before = operatorToken();

    accounts.ensureOperator(grid.now());

    assertThat(operatorToken()).isEqualTo(before);
    assertThat(accounts.caller(before)).contains(operator);
  }

  @Test
  void aFirstStartThatFindsTheDatabaseGoneFailsInsteadOfLeavingNoOperator() throws IOException {
    grid.close();
    grid = TestGrid.unstarted(TestDatabase.h2(), data);
    Faults.arm(
        point -> {
          if (point == Point.ACCOUNT_ADDED) {
            throw new Refused(Reason.BUSY, "the database does not answer");
          }
        });
    try {
      assertRefused(Reason.BUSY, grid::start);
    } finally {
      Faults.disarm();
    }

    grid.start();
    assertThat(grid.get(Accounts.class).caller(operatorToken())).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenSpeaksForItsAccountInItsRole(Role role) {
    NewUser user = accounts.add(operator, "some.body@example.org", role, grid.now());

    assertThat(accounts.caller(user.token()))
        .contains(new Caller(user.id(), "some.body@example.org", role));
    assertThat(user.toString()).doesNotContain(user.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody's", "operator"})
  void anotherTextSpeaksForNobody(String token) {
    assertThat(accounts.caller(token)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESEARCHER", "VOLUNTEER"})
  void onlyAnOperatorAddsAccounts(Role role) {
    Caller somebody = grid.somebody("somebody", role);

    assertRefused(
        Reason.FORBIDDEN, () -> accounts.add(somebody, "another", Role.OPERATOR, grid.now()));
  }

  @Test
  void aNameIsTakenOnce() {
    accounts.add(operator, "alpha", Role.VOLUNTEER, grid.now());

    assertRefused(
        Reason.CONFLICT, () -> accounts.add(operator, "alpha", Role.RESEARCHER, grid.now()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-x", ".hidden", "a\nb", "a/b", "<b>", "\u00e9"})
  void aNameThatCouldMisleadIsRefused(String name) {
    assertRefused(Reason.MALFORMED, () -> accounts.add(operator, name, Role.VOLUNTEER, grid.now()));
  }

  @Test
  void aNameHasAtMostAHundredCharactersAndARole() {
    assertThat(accounts.add(operator, "x".repeat(100), Role.VOLUNTEER, grid.now()).name())
        .hasSize(100);
    assertRefused(
        Reason.MALFORMED,
        () -> accounts.add(operator, "x".repeat(101), Role.VOLUNTEER, grid.now()));
    assertRefused(Reason.MALFORMED, () -> accounts.add(operator, "other", null, grid.now()));
    assertRefused(Reason.MALFORMED, () -> accounts.add(operator, null, Role.VOLUNTEER, grid.now()));
  }

  @Test
  void everybodyEnrolsHostsOfTheirOwnAndAnOperatorForAnybody() {
    Caller alpha = grid.somebody("alpha", Role.VOLUNTEER);
    grid.somebody("beta", Role.VOLUNTEER);

    Enrolment own = accounts.newEnrolment(alpha, Optional.empty(), grid.now());

    assertThat(own.user()).isEqualTo("alpha");
    assertThat(own.expires()).isEqualTo(grid.now().plusSeconds(86_400));
    assertThat(own.toString()).doesNotContain(own.token());
    assertThat(accounts.newEnrolment(operator, Optional.of("beta"), grid.now()).user())
        .isEqualTo("beta");
    assertRefused(
        Reason.FORBIDDEN, () -> accounts.newEnrolment(alpha, Optional.of("beta"), grid.now()));
    assertRefused(
        Reason.NOT_FOUND, () -> accounts.newEnrolment(operator, Optional.of("gamma"), grid.now()));
  }

  @Test
  void whatMayBeDoneFollowsFromTheRoleAndTheOwner() {
    Caller researcher = grid.somebody("researcher", Role.RESEARCHER);
    Caller volunteer = grid.somebody("volunteer", Role.VOLUNTEER);

    operator.requireResearcher();
    researcher.requireResearcher();
    researcher.requireOwner(researcher.userId(), "this batch");
    operator.requireOwner(researcher.userId(), "this batch");
    assertRefused(Reason.FORBIDDEN, volunteer::requireResearcher);
    assertRefused(Reason.FORBIDDEN, researcher::requireOperator);
    assertRefused(
        Reason.FORBIDDEN, () -> researcher.requireOwner(volunteer.userId(), "this batch"));
    assertThat(operator.scope()).isEmpty();
    assertThat(researcher.scope()).contains(researcher.userId());
  }

  private String operatorToken() throws IOException {
    return Files.readString(data.resolve("operator.token")).strip();
  }
}
