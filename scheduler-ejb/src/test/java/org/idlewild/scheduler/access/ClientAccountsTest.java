package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientAccountsTest {
  private static final String OPEN = "idlewild.boinc.open-accounts";
  private static final String HASH = "033f6fe8dc43febc43abbedf044f09ea";
  private static final String OTHER = "450b4f24178d7f7302bd44a31c025e5a";
  private static final Optional<String> NOBODY_ELSE = Optional.empty();

  @TempDir Path data;

  private TestGrid grid;
  private ClientAccounts accounts;
  private Caller ben;
  private Caller operator;

  @BeforeEach
  void start() {
    System.setProperty(OPEN, "true");
    grid = new TestGrid(TestDatabase.h2(), data);
    begin();
    ben = grid.somebody("ben", Role.VOLUNTEER);
    operator = grid.somebody("root", Role.OPERATOR);
  }

  private void begin() {
    accounts = grid.get(ClientAccounts.class);
  }

  @AfterEach
  void close() {
    System.clearProperty(OPEN);
    grid.close();
  }

  private ClientAccounts.Known key(Caller by, Optional<String> user, boolean renew) {
    return accounts.key(by, user, renew, grid.now());
  }

  private static ClientAccounts.Login login(String email, String hash) {
    return new ClientAccounts.Login(email, hash);
  }

  @Test
  void aKeyIsAlwaysTheSameAndOpensItsAccount() {
    ClientAccounts.Known known = key(ben, NOBODY_ELSE, false);

    assertThat(known.key()).matches("[0-9a-f]{32}");
    assertThat(key(operator, Optional.of("ben"), false)).isEqualTo(known);
    assertThat(accounts.withKey(known.key())).contains(ben);
    assertThat(accounts.withKey("0".repeat(32))).isEmpty();
    assertThat(known.toString()).doesNotContain(known.key());
  }

  @Test
  void aKeySurvivesAStartOfTheServer() {
    ClientAccounts.Known known = key(ben, NOBODY_ELSE, false);

    grid = grid.successor();
    begin();

    assertThat(accounts.withKey(known.key())).contains(ben);
    assertThat(key(ben, NOBODY_ELSE, false)).isEqualTo(known);
  }

  @Test
  void aRenewedKeyTakesThePlaceOfTheOld() {
    String before = key(ben, NOBODY_ELSE, false).key();
    grid.advance(Duration.ofSeconds(1));

    String after = key(ben, NOBODY_ELSE, true).key();

    assertThat(accounts.withKey(before)).isEmpty();
    assertThat(accounts.withKey(after)).contains(ben);
    assertThat(key(ben, NOBODY_ELSE, false).key()).isEqualTo(after);
  }

  @Test
  void anothersKeyIsForOperators() {
    assertRefused(Reason.FORBIDDEN, () -> key(ben, Optional.of("root"), false));
    assertRefused(Reason.NOT_FOUND, () -> key(operator, Optional.of("nobody"), false));
  }

  @Test
  void whoKnowsThePasswordGetsTheKeyWhateverTheCaseOfTheAddress() {
    accounts.signIn(ben, NOBODY_ELSE, login("A@b.C", HASH), grid.now());

    assertThat(accounts.login(login("a@B.c", HASH), grid.now()))
        .contains(key(ben, NOBODY_ELSE, false));
    assertThat(accounts.login(login("a@b.c", OTHER), grid.now())).isEmpty();
    assertThat(accounts.login(login("x@b.c", HASH), grid.now())).isEmpty();
  }

  @Test
  void anAddressBelongsToOneAccount() {
    accounts.signIn(ben, NOBODY_ELSE, login("a@b.c", HASH), grid.now());

    assertRefused(
        Reason.CONFLICT,
        () -> accounts.signIn(operator, NOBODY_ELSE, login("a@b.c", OTHER), grid.now()));
    assertThat(accounts.login(login("a@b.c", HASH), grid.now())).isPresent();
  }

  @Test
  void tenWrongPasswordsCloseTheDoorForAWhile() {
    accounts.signIn(ben, NOBODY_ELSE, login("a@b.c", HASH), grid.now());
    for (int i = 0; i < 10; i++) {
      assertThat(accounts.login(login("a@b.c", OTHER), grid.now())).isEmpty();
    }

    assertRefused(Reason.BUSY, () -> accounts.login(login("a@b.c", HASH), grid.now()));
    accounts.signIn(operator, NOBODY_ELSE, login("x@b.c", HASH), grid.now());
    assertThat(accounts.login(login("x@b.c", HASH), grid.now())).as("somebody else").isPresent();
    grid.advance(Duration.ofMinutes(11));
    assertThat(accounts.login(login("a@b.c", HASH), grid.now())).isPresent();
  }

  @Test
  void aRightPasswordForgivesTheWrongOnesBeforeIt() {
    accounts.signIn(ben, NOBODY_ELSE, login("a@b.c", HASH), grid.now());
    for (int i = 0; i < 9; i++) {
      accounts.login(login("a@b.c", OTHER), grid.now());
    }
    assertThat(accounts.login(login("a@b.c", HASH), grid.now())).isPresent();

    assertThat(accounts.login(login("a@b.c", OTHER), grid.now())).isEmpty();
    assertThat(accounts.login(login("a@b.c", OTHER), grid.now())).isEmpty();
  }

  @Test
  void aStrangerMakesAnAccountWhereThatIsAllowedAndTheSameOneTwice() {
    ClientAccounts.Known made = accounts.create(login("n@b.c", HASH), "New User", grid.now());

    assertThat(made.name()).isEqualTo("New User");
    assertThat(accounts.withKey(made.key()).orElseThrow().role()).isEqualTo(Role.VOLUNTEER);
    assertThat(accounts.create(login("N@b.c", HASH), "New User", grid.now())).isEqualTo(made);
    assertRefused(
        Reason.CONFLICT, () -> accounts.create(login("n@b.c", OTHER), "New User", grid.now()));
  }

  @Test
  void namesThatAreTakenOrStrangeAreMadeFit() {
    assertThat(accounts.create(login("1@b.c", HASH), "ben", grid.now()).name()).startsWith("ben ");
    assertThat(accounts.create(login("2@b.c", HASH), "<script>", grid.now()).name())
        .isEqualTo("script");
    assertThat(accounts.create(login("3@b.c", HASH), "\u0001..", grid.now()).name())
        .startsWith("volunteer ");
  }

  @Test
  void nonsenseIsRefused() {
    assertRefused(Reason.MALFORMED, () -> accounts.create(login("nobody", HASH), "x", grid.now()));
    assertRefused(
        Reason.MALFORMED, () -> accounts.create(login("a@b.c", "secret"), "x", grid.now()));
  }

  @Test
  void strangersMakeNoAccountsUnlessTheOperatorSaysSo() {
    System.setProperty(OPEN, "false");
    grid = grid.successor();
    begin();

    assertRefused(
        Reason.FORBIDDEN, () -> accounts.create(login("n@b.c", HASH), "New User", grid.now()));
  }
}
