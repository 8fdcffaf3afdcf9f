package org.idlewild.load.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.idlewild.load.wire.Connection;
import org.idlewild.load.wire.SimulatedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HerdTest {
  private static final Duration WHILE = Duration.ofMillis(1200);
  private static final long LONG = 3_600_000;

  @Test
  void everyHostIsAnsweredOnceAndThenWaitsAsItIsTold() {
    List<Host> hosts = IntStream.range(0, 50).mapToObj(i -> new Host(LONG)).toList();

    Course course = herd(hosts);

    assertThat(course.unserved()).isZero();
    assertThat(course.nanos().getTotalCount()).isEqualTo(50);
    assertThat(course.failures()).isEmpty();
  }

  @Test
  void aHostThatIsToldToComeBackLaterIsNoFailureAndComesBack() {
    Host host = new Host(LONG, new SimulatedHost.Turn(503, 0, 0, 0, 1));

    Course course = herd(List.of(host));

    assertThat(course.refused()).isEqualTo(1);
    assertThat(course.failures()).isEmpty();
    assertThat(course.unserved()).isZero();
    assertThat(course.secondsUntilServed()).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void aHostThatIsRefusedWithoutAWordIsAFailure() {
    Host host = new Host(LONG, new SimulatedHost.Turn(500, 0, 0, 0, 0));

    Course course = herd(List.of(host));

    assertThat(course.failures()).containsEntry(500, 1L);
    assertThat(course.unserved()).isZero();
  }

  private static Course herd(List<Host> hosts) {
    return new Herd(URI.create("http://127.0.0.1:1"), hosts, new Ledger(), () -> 0)
        .come(4, Duration.ZERO, WHILE);
  }

  /** Is answered without any server: some turns, and from then on that there is nothing. */
  private static final class Host implements SimulatedHost {
    private final Turn last;
    private final List<Turn> first;
    private int turns;

    Host(long wait, Turn... first) {
      this.last = new Turn(200, 0, 0, 0, wait);
      this.first = List.of(first);
    }

    @Override
    public int owner() {
      return 0;
    }

    @Override
    public Turn turn(Connection connection) {
      return turns < first.size() ? first.get(turns++) : last;
    }
  }
}
