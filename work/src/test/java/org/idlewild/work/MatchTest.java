package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
  private static final Limits LIMITS = new Limits(1L << 30, 10, 10, 10, 1L << 30);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // everything that is wrong at once, one thing less in each row
    "WRONG_PLATFORM,    windows, false, false, 1,          1,          9, 90, true",
    "NO_SANDBOX,        java,    false, false, 1,          1,          9, 90, true",
    "TOO_LITTLE_MEMORY, java,    true,  false, 1073741823, 1,          9, 90, true",
    "TOO_LITTLE_MEMORY, java,    false, true,  1073741823, 1,          9, 90, true",
    "TOO_LITTLE_DISK,   java,    true,  false, 1073741824, 1073741823, 9, 90, true",
    "SAME_HOST,         java,    true,  false, 1073741824, 1073741824, 9, 90, true",
    "SAME_USER,         java,    true,  false, 1073741824, 1073741824, 8, 90, true",
    "FITS,              java,    true,  false, 1073741824, 1073741824, 8, 80, true",
    "FITS,              java,    true,  false, 1073741824, 1073741824, 8, 90, false",
    "FITS,              java,    false, true,  1073741824, 1073741824, 8, 80, true"
  })
  void theFirstRuleThatStandsInTheWayIsNamed(
      Match expected,
      String platform,
      boolean sandbox,
      boolean unsandboxed,
      long memory,
      long disk,
      long host,
      long user,
      boolean oneResultPerUser) {
    Match.Demand demand = new Match.Demand("java", LIMITS, Set.of(9L), Set.of(90L));
    HostDescription description =
        new HostDescription(
            "host",
            "1",
            "linux",
            "6",
            "x86_64",
            "cpu",
            1,
            0,
            memory,
            disk,
            List.of(platform),
            sandbox ? List.of("namespaces") : List.of(),
            unsandboxed,
            Set.of(),
            1,
            false);

    assertThat(Match.of(demand, new Match.Offer(host, user, description), oneResultPerUser))
        .isEqualTo(expected);
  }

  @Test
  void everyRuleHasASentenceOfItsOwn() {
    assertThat(Stream.of(Match.values()).map(Match::sentence))
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank());
  }
}
