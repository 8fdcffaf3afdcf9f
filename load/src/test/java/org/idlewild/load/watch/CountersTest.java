package org.idlewild.load.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {

  @Test
  void whatWasCountedIsTheDifferenceOfTwoReadings() {
    Counters before = new Counters(Map.of("com_update", 10L, "innodb_lsn_current", 1000L));
    Counters after = new Counters(Map.of("com_update", 14L, "innodb_lsn_current", 9000L));

    Counters counted = after.since(before);

    assertThat(counted.updates()).isEqualTo(4);
    assertThat(counted.redoBytes()).isEqualTo(8000);
  }

  @Test
  void aCounterThatTheServerDoesNotHaveIsZero() {
    assertThat(new Counters(Map.of()).fsyncs()).isZero();
  }

  @Test
  void everyStatementIsOfOneKindAndSettingsAreNone() {
    Counters counters =
        new Counters(
            Map.of(
                "com_select", 1L,
                "com_insert", 2L,
                "com_insert_select", 4L,
                "com_update", 8L,
                "com_update_multi", 16L,
                "com_delete", 32L,
                "com_set_option", 64L,
                "com_commit", 128L));

    assertThat(counters.inserts()).isEqualTo(6);
    assertThat(counters.updates()).isEqualTo(24);
    assertThat(counters.statements()).isEqualTo(63);
    assertThat(counters.settings()).isEqualTo(64);
    assertThat(counters.commits()).isEqualTo(128);
  }

  @Test
  void rowsOfAllKindsOfAccessAreRead() {
    Counters counters =
        new Counters(Map.of("handler_read_key", 3L, "handler_read_rnd_next", 4L, "handler_x", 5L));

    assertThat(counters.rowsRead()).isEqualTo(7);
  }
}
