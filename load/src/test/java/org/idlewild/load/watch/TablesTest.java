package org.idlewild.load.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TablesTest {
  private Database database;
  private Tables tables;

  @BeforeEach
  void someTables() throws IOException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:;MODE=MySQL");
    database = Database.of(source);
    tables = new Tables(database);
    database.run("CREATE TABLE result (id BIGINT, server_state INT, outcome INT)");
    database.run("CREATE TABLE batch (total INT, inputs_left INT)");
    database.run("CREATE TABLE workunit (id BIGINT, assimilate_state INT, file_delete_state INT)");
  }

  @AfterEach
  void close() throws IOException {
    database.close();
  }

  @Test
  void whatWasAcknowledgedAndIsNotReportedIsLost() throws IOException {
    database.run("INSERT INTO result VALUES (1, 3, 1), (2, 2, 0), (3, 3, 3), (4, 1, 0)");

    assertThat(tables.lost(List.of(1L))).isZero();
    assertThat(tables.lost(List.of(1L, 2L, 3L, 99L))).isEqualTo(3);
    assertThat(tables.unsent()).isEqualTo(1);
  }

  @Test
  void manyAreLookedForInSeveralQuestions() throws IOException {
    for (int id = 1; id <= 2400; id++) {
      database.run("INSERT INTO result VALUES (" + id + ", 3, 1)");
    }

    assertThat(tables.lost(LongStream.rangeClosed(1, 2500).boxed().toList())).isEqualTo(100);
  }

  @Test
  void whatBatchesCountIsWhatCanBeCountedOneByOne() throws IOException {
    database.run("INSERT INTO batch VALUES (10, 9), (5, 4)");
    database.run("INSERT INTO workunit VALUES (1, 2, 2), (2, 2, 2), (3, 2, 1), (4, 0, 0)");

    assertThat(tables.complete()).isEqualTo(2);
    assertThat(tables.completeOneByOne()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatRefusesIsNoAnswer() {
    assertThat(catchThrowable(() -> database.number("SELECT x"))).isInstanceOf(IOException.class);
  }
}
