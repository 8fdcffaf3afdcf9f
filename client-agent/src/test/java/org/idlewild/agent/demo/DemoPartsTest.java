package org.idlewild.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.idlewild.agent.cli.CommandLineRun;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPartsTest {
  @TempDir Path folder;

  @Test
  void knowsTheExponentsOfTheDemo() {
    assertThat(KnownExponents.upTo(4500).lines())
        .containsExactly(
            "2", "3", "5", "7", "13", "17", "19", "31", "61", "89", "107", "127", "521", "607",
            "1279", "2203", "2281", "3217", "4253", "4423");
  }

  @Test
  void tellsWhereTheTimeWent() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Timings timings = new Timings(now::get, Duration.ofSeconds(12));
    now.set(Instant.EPOCH.plusMillis(5300));
    timings.ended("boot");
    now.set(Instant.EPOCH.plusMillis(6000));
    timings.ended("enrol");

    assertThat(timings).hasToString("build 12.0 s, boot 5.3 s, enrol 0.7 s; together 18.0 s");
  }

  @Test
  void deletesAFolderWithoutFollowingLinks() throws Exception {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Path gone = Files.createDirectories(folder.resolve("gone/deep"));
    Files.createSymbolicLink(gone.resolve("link"), kept);

    Folders.delete(folder.resolve("gone"));

    assertThat(folder.resolve("gone")).doesNotExist();
    assertThat(kept).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--to 1", "--to 99999", "--units 0", "--stop", "--to x", "extra"})
  void answersAMisunderstoodLineWithOneSentenceAndStatus2(String line) {
    CommandLineRun run = new CommandLineRun(Map.of(), folder);

    Result result =
        run.run(
            run.surroundings(),
            List.of(new DemoCommand(run.surroundings())),
            ("demo " + line).split(" ", -1));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutAServerTheDemoFailsWithOneSentence() {
    CommandLineRun run = new CommandLineRun(Map.of(), folder);

    Result result =
        run.run(
            run.surroundings(),
            List.of(new DemoCommand(run.surroundings())),
            "demo",
            "--unsandboxed");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("There is no server in").hasLineCount(1);
  }
}
