package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.agent.cli.api.Batch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program for Windows, as its author compiled it, on desktops that run Linux. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WindowsIT {
  private static final int WORKUNITS = 4;

  /** Counts primes, by way of a file of its own, and tries to leave a mark on the desktop. */
  private static final String PROGRAM =
      """
      #include <stdio.h>
      #include <stdlib.h>
      int main(int count, char **arguments) {
        int limit = atoi(arguments[1]) * 1000, primes = 0;
        for (int n = 2; n < limit; n++) {
          int divisor = 2;
          while (divisor * divisor <= n && n % divisor) divisor++;
          primes += divisor * divisor > n;
        }
        FILE *kept = fopen("C:\\\\work\\\\primes.txt", "w");
        fprintf(kept, "%d", primes);
        fclose(kept);
        FILE *mark = fopen("Z:\\\\MARK", "w");
        if (mark) fclose(mark);
        kept = fopen("primes.txt", "r");
        if (fscanf(kept, "%d", &primes) != 1) return 1;
        printf("%d: %d\\n", limit, primes);
        return 0;
      }
      """;

  private static final String DESCRIPTION =
      """
      {"app":"primes","manifest":{"version":1,"platform":"windows-x86_64","main":"primes.exe",
       "arguments":["{parameter}"],"files":[{"name":"primes.exe"}],
       "outputs":[{"name":"stdout","maxBytes":1000},{"name":"primes.txt","maxBytes":100}]}}
      """;

  private SmallGrid grid;
  private Path mark;

  @BeforeEach
  void startTheGrid() throws Exception {
    grid = SmallGrid.start("windows-");
    mark = Path.of("/").resolve("MARK-" + grid.folder().getFileName());
    String source = PROGRAM.replace("MARK", mark.getFileName().toString());
    WindowsProgram.compile(grid.app("primes").resolve("primes.exe"), source);
    grid.register("primes", DESCRIPTION);
  }

  @AfterEach
  void stopTheGrid() {
    grid.close();
  }

  @Test
  void twoDesktopsAgreeAndTheAnswerIsMerged() throws Exception {
    Batch batch = grid.submit("primes", 2, WORKUNITS);
    grid.local().startAgent("host-1", "ben");
    grid.local().startAgent("host-2", "cleo");

    assertThat(grid.output(batch)).contains(expected());
    assertThat(grid.outcomes(batch)).hasSize(WORKUNITS * 2).containsOnly("SUCCESS");
    assertThat(mark).doesNotExist();
  }

  private static List<String> expected() {
    return IntStream.rangeClosed(1, WORKUNITS)
        .map(parameter -> parameter * 1000)
        .mapToObj(limit -> limit + ": " + primesBelow(limit))
        .collect(Collectors.toList());
  }

  private static long primesBelow(int limit) {
    return IntStream.range(2, limit)
        .filter(n -> IntStream.iterate(2, d -> d * d <= n, d -> d + 1).noneMatch(d -> n % d == 0))
        .count();
  }
}
