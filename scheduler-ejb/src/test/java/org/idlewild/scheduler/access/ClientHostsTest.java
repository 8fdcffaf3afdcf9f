package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.work.HostDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientHostsTest {
  private static final HostDescription DESK =
      new HostDescription(
          "desk",
          "BOINC 7.20.5",
          "linux",
          "",
          "x86_64",
          "",
          2,
          1e9,
          1L << 30,
          1L << 30,
          List.of("linux-x86_64"),
          List.of(),
          true,
          Set.of("boinc"),
          1,
          false);

  @TempDir Path data;

  private TestGrid grid;
  private ClientHosts hosts;
  private long ben;

  @BeforeEach
  void start() {
    grid = new TestGrid(TestDatabase.h2(), data);
    hosts = grid.get(ClientHosts.class);
    ben = grid.somebody("ben", Role.VOLUNTEER).userId();
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private long arrive(long account, long host, long sequence, String cpid) {
    return hosts.arrive(account, new ClientHosts.Claim(host, sequence, cpid), DESK, grid.now());
  }

  @Test
  void aNewClientIsANewHostAndStaysIt() {
    long host = arrive(ben, 0, 0, "a");

    assertThat(host).isPositive();
    assertThat(arrive(ben, host, 0, "a")).isEqualTo(host);
    assertThat(arrive(ben, host, 1, "a")).isEqualTo(host);
    assertThat(arrive(ben, host, 1, "a")).as("the same request once more").isEqualTo(host);
  }

  @Test
  void aClientThatNeverHeardTheFirstAnswerIsKnownByWhatItCallsItself() {
    long host = arrive(ben, 0, 0, "a");

    assertThat(arrive(ben, 0, 1, "a")).isEqualTo(host);
  }

  @Test
  void aClientThatWasDetachedAndAttachedAgainIsTheSameHost() {
    long host = arrive(ben, 0, 0, "a");
    arrive(ben, host, 7, "a");

    assertThat(arrive(ben, 0, 0, "a")).isEqualTo(host);
    assertThat(arrive(ben, host, 1, "a")).isEqualTo(host);
  }

  @Test
  void aCopyOfAClientsFolderIsAnotherHost() {
    long host = arrive(ben, 0, 0, "a");
    arrive(ben, host, 7, "a");

    long copy = arrive(ben, host, 5, "a");

    assertThat(copy).isNotEqualTo(host);
    assertThat(arrive(ben, copy, 0, "b")).isEqualTo(copy);
    assertThat(arrive(ben, host, 8, "a")).isEqualTo(host);
  }

  @Test
  void aClientThatTakesItselfForAnUnknownHostCountsAnewOnceItIsTold() {
    long host = arrive(ben, 0, 0, "a");

    assertThat(arrive(ben, 4711, 40, "a")).isEqualTo(host);
    assertThat(arrive(ben, host, 0, "a")).isEqualTo(host);
  }

  @Test
  void anotherAccountsHostIsNobodyElses() {
    long host = arrive(ben, 0, 0, "a");
    long cleo = grid.somebody("cleo", Role.VOLUNTEER).userId();

    assertThat(arrive(cleo, host, 1, "a")).isNotEqualTo(host);
    assertThat(arrive(ben, host, 1, "a")).isEqualTo(host);
  }

  @Test
  void clientsThatCallThemselvesNothingAreNotTakenForEachOther() {
    assertThat(arrive(ben, 0, 0, "")).isNotEqualTo(arrive(ben, 0, 0, ""));
  }

  @Test
  void aHostThatNobodyKnowsIsANewOne() {
    assertThat(arrive(ben, 4711, 3, "a")).isNotEqualTo(4711);
  }
}
