package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSealsTest {
  @TempDir Path data;

  private TestGrid grid;

  @BeforeEach
  void start() {
    grid = new TestGrid(TestDatabase.h2(), data);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private String mark(String purpose, String text) {
    return grid.get(ClientSeals.class).mark(purpose, text);
  }

  @Test
  void aMarkIsOfOneTextForOnePurpose() {
    String mark = mark("send", "app_1_2 out");

    assertThat(mark).matches("[0-9a-f]{32}").isEqualTo(mark("send", "app_1_2 out"));
    assertThat(mark).isNotEqualTo(mark("send", "app_1_3 out"));
    assertThat(mark).isNotEqualTo(mark("fetch", "app_1_2 out"));
  }

  @Test
  void aMarkIsTheSameAfterAStartOfTheServer() {
    String mark = mark("send", "app_1_2 out");

    grid = grid.successor();

    assertThat(mark("send", "app_1_2 out")).isEqualTo(mark);
  }

  @Test
  void anotherProjectsMarksAreNone() throws Exception {
    String mark = mark("send", "app_1_2 out");
    grid.close();
    grid = new TestGrid(TestDatabase.h2(), Files.createDirectories(data.resolve("other")));

    assertThat(mark("send", "app_1_2 out")).isNotEqualTo(mark);
  }
}
