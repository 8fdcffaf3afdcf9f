package org.idlewild.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.idlewild.scheduler.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  @ParameterizedTest
  @CsvSource({
    "08S01, 0",
    "08001, 0",
    "HY000, 1290",
    "HY000, 1836",
    "25006, 1792",
    "HY000, 1021",
    "90098, 90098"
  })
  void aDatabaseThatServesNobodyIsBusy(String state, int code) {
    assertThatThrownBy(() -> failing(new SQLException("no", state, code)).call(() -> 1))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.BUSY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No operations allowed after statement closed.",
        "IJ031040: Connection is not associated with a managed connection: some",
        "IJ031070: Transaction cannot proceed: STATUS_MARKED_ROLLBACK"
      })
  void aConnectionThatBreaksInUseIsTheDatabasesOutage(String message) {
    assertThatThrownBy(() -> failing(new SQLException(message, "S1009")).call(() -> 1))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.BUSY));
  }

  @Test
  void aWrongStatementIsAFault() {
    assertThatThrownBy(() -> failing(new SQLException("no", "42000", 1064)).call(() -> 1))
        .isNotInstanceOf(Refused.class);
  }

  @Test
  void aPassAsksOnceWhileTheDatabaseIsAway() {
    int[] asked = {0};
    Transactions transactions = failing(new SQLException("no", "08S01"), () -> asked[0]++);

    assertThatThrownBy(() -> transactions.each(List.of(1L, 2L, 3L), ids -> {}))
        .isInstanceOf(Refused.class);
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void aPassThatDoesRowsOneByOneEndsWhenTheDatabaseGoesAway() {
    List<Long> blamed = new ArrayList<>();
    Transactions transactions =
        failing(new SQLException("bad row", "22001"), new SQLException("no", "08S01"));

    assertThatThrownBy(() -> transactions.each(List.of(1L, 2L, 3L), ids -> {}, blamed::add))
        .isInstanceOf(Refused.class);
    assertThat(blamed).isEmpty();
  }

  @Test
  void aFullDiskIsSaidAndAnythingElseIsAFault() {
    assertThat(Outage.ofFile("a file", new IOException("No space left on device")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.FULL));
    assertThat(Outage.ofFile("a file", new IOException("Input/output error")))
        .isInstanceOf(UncheckedIOException.class);
  }

  /** The first call fails in one way, all others in another. */
  private static Transactions failing(SQLException first, SQLException then) {
    int[] calls = {0};
    return new Transactions(
        new TransactionRunner() {
          @Override
          public <T> T run(Supplier<T> work) {
            throw new IllegalStateException(calls[0]++ == 0 ? first : then);
          }
        });
  }

  private static Transactions failing(SQLException failure) {
    return failing(failure, () -> {});
  }

  private static Transactions failing(SQLException failure, Runnable before) {
    return new Transactions(
        new TransactionRunner() {
          @Override
          public <T> T run(Supplier<T> work) {
            before.run();
            throw new IllegalStateException(failure);
          }
        });
  }
}
