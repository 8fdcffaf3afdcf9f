package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "1048575, 1, 1, 1, 1, memoryBytes",
    "1048576, 0, 1, 1, 1, cpuSeconds",
    "1048576, 1, 0, 1, 1, elapsedSeconds",
    "1048576, 1, 1, 0, 1, processes",
    "1048576, 1, 1, 1, 0, diskBytes"
  })
  void aTaskNeedsSomethingOfEverything(
      long memory, long cpu, long elapsed, int processes, long disk, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(memory, cpu, elapsed, processes, disk))
        .withMessageContaining(named);
    assertThat(new Limits(MIB, 1, 1, 1, 1).memoryBytes()).isEqualTo(MIB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD",
        "../../../../etc/passwd/////////////////////////////////////////",
        "gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg"
      })
  void aFileIsNamedByAHashAndNothingElse(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredFile(name, 1));
  }

  @Test
  void whatIsMeantForAHostOrAUserWaitsInAQueueOfItsOwn() {
    assertThat(Target.ANYBODY.queue(7)).isEqualTo(7);
    assertThat(
            LongStream.rangeClosed(1, 50)
                .boxed()
                .flatMap(id -> Stream.of(Target.ofHost(id), Target.ofUser(id)))
                .map(target -> target.queue(7)))
        .allMatch(queue -> queue < 0)
        .doesNotHaveDuplicates();
  }

  @Test
  void aFileHasNoNegativeSize() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredFile("0".repeat(64), -1));
  }

  @ParameterizedTest(name = "quorum {0}, target {1}, errors {2}, total {3}, successes {4}")
  @CsvSource({
    "0, 1, 0, 1, 1, 1",
    "2, 1, 0, 2, 2, 1",
    "2, 2, -1, 2, 2, 1",
    "2, 2, 0, 1, 2, 1",
    "2, 2, 0, 2, 1, 1",
    "1, 1, 0, 1, 1, 0",
    "1, 1, 0, 1, 1, -1"
  })
  void rulesThatCanNeverBeKeptAreRefused(
      int quorum, int target, int errors, int total, int successes, int bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Workunit.Rules(
                    quorum, target, errors, total, successes, Duration.ofSeconds(bound), 0))
        .withMessageStartingWith("expected");
  }

  @ParameterizedTest(name = "a host named \"{0}\" with {1} processors, {2} flops")
  @CsvSource({
    "'', 1, 0, 0, 0",
    "' ', 1, 0, 0, 0",
    "host, 0, 0, 0, 0",
    "host, 1, -1, 0, 0",
    "host, 1, NaN, 0, 0",
    "host, 1, Infinity, 0, 0",
    "host, 1, 0, -1, 0",
    "host, 1, 0, 0, -1"
  })
  void aHostThatMakesNoSenseIsRefused(
      String name, int processors, double flops, long memory, long disk) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host(name, processors, flops, memory, disk, List.of()));
  }

  @Test
  void aHostsNameHasAtMost120Characters() {
    assertThat(host("x".repeat(120), 1, 0, 0, 0, List.of()).name()).hasSize(120);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host("x".repeat(121), 1, 0, 0, 0, List.of()));
  }

  @Test
  void aHostIsNotChangedThroughTheListsItWasMadeOf() {
    List<String> platforms = new ArrayList<>(List.of("java"));
    HostDescription host = host("host", 1, 0, 0, 0, platforms);
    platforms.add("windows-x86_64");

    assertThat(host.platforms()).containsExactly("java");
  }

  private static HostDescription host(
      String name, int processors, double flops, long memory, long disk, List<String> platforms) {
    return new HostDescription(
        name,
        "1",
        "linux",
        "6",
        "x86_64",
        "cpu",
        processors,
        flops,
        memory,
        disk,
        platforms,
        List.of(),
        true,
        Set.of(),
        1,
        false);
  }
}
