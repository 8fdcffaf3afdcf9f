package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.BatchWatch;
import org.idlewild.agent.cli.api.Download;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.demo.LocalGrid;
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

  private final Surroundings surroundings = Surroundings.real().at(JavaCommand.home());
  private final Path folder = Launcher.newFolder("windows-");
  private final Path mark = Path.of("/").resolve("MARK-" + folder.getFileName());
  private final LocalGrid grid = new LocalGrid(surroundings, folder, false);
  private Api researcher;

  @BeforeEach
  void startTheGrid() throws Exception {
    grid.startServer(waited -> {});
    researcher = grid.user("ada", "RESEARCHER");
    Path app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(app.resolve("idlewild-app.json"), DESCRIPTION);
    compile(app.resolve("primes.exe"));
    Registration.read(app).send(researcher, "boundary");
  }

  @AfterEach
  void stopTheGrid() {
    grid.close();
  }

  @Test
  void twoDesktopsAgreeAndTheAnswerIsMerged() throws Exception {
    Batch batch =
        BatchRequest.ofRange(
                "primes", "primes", 2, new Range(1, WORKUNITS, 1), surroundings.unique().get())
            .send(researcher);
    grid.startAgent("host-1", "ben");
    grid.startAgent("host-2", "cleo");

    new BatchWatch(researcher, Duration.ofMillis(200), Pause.REAL, progress -> {}, sentence -> {})
        .untilOver(batch.id(), () -> {});

    Path output = folder.resolve("output.txt");
    Batch ended = researcher.get(batch.path(), Batch.class);
    new Download(researcher, surroundings.patience()).fetch(ended, output);
    assertThat(Files.readString(output)).contains(expected());
    assertThat(researcher.list(batch.path() + "/results").findValuesAsText("outcome"))
        .hasSize(WORKUNITS * 2)
        .containsOnly("SUCCESS");
    assertThat(mark).doesNotExist();
  }

  private void compile(Path program) throws IOException, InterruptedException {
    Path source = folder.resolve("primes.c");
    Files.writeString(source, PROGRAM.replace("MARK", mark.getFileName().toString()));
    Process compiler =
        new ProcessBuilder(
                "x86_64-w64-mingw32-gcc", "-O2", "-s", "-o", program.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(compiler.waitFor()).as("the compiler's status").isZero();
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
