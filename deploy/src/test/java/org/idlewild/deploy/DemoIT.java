package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Http;
import org.idlewild.agent.cli.local.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demonstration, as a user runs it. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DemoIT {
  private static final String KNOWN =
      "Found: 2 3 5 7 13 17 19 31 61 89 107 127 521 607 1279 2203 2281 3217 4253 4423";

  @Test
  void findsWhatMathematicsKnowsAndLeavesNothingBehind() throws Exception {
    Launcher.Ended demo = Launcher.run("demo");

    assertThat(demo.status()).as(demo.text()).isZero();
    assertThat(demo.text())
        .contains(KNOWN, "150 workunits", "150/150 done", "mismatching sums: 0", "Time: build ");
    assertThat(Path.of(found(demo.text(), "Data folder: (.*)"))).doesNotExist();
    assertThat(ProcessHandle.current().descendants().filter(DemoIT::isOurs)).isEmpty();
  }

  @Test
  void whatIsKeptRunningAnswersUntilItIsStopped() throws Exception {
    String data = Launcher.newFolder("demo-").toString();

    Launcher.Ended demo =
        Launcher.run("demo", "--keep", "--to", "130", "--units", "5", "--data", data);
    try {
      assertThat(demo.status()).as(demo.text()).isZero();
      URI address = URI.create(found(demo.text(), "Server: (http://[0-9.:]+)"));
      String token = found(demo.text(), "Token of the researcher ada: (\\S+)");
      Api api = new Api(new Http(address, Optional.of(token)));
      assertThat(api.get("/batches/1", Batch.class).isWhole()).isTrue();
    } finally {
      assertThat(Launcher.run("demo", "--stop", "--data", data))
          .isEqualTo(new Launcher.Ended(0, "Stopped 3 processes." + System.lineSeparator()));
    }
  }

  @Test
  void endsAllItStartedWhenItIsToldToEnd() throws Exception {
    Process demo = Launcher.start("demo", "--data", Launcher.newFolder("demo-").toString());
    List<ProcessHandle> started = startedWhenTheBatchRuns(demo);

    demo.destroy();

    assertThat(Processes.endsWithin(demo.toHandle(), Duration.ofMinutes(1))).isTrue();
    assertThat(started).hasSizeGreaterThanOrEqualTo(3);
    assertThat(started).allMatch(process -> Processes.endsWithin(process, Duration.ofSeconds(10)));
  }

  private static List<ProcessHandle> startedWhenTheBatchRuns(Process demo) throws IOException {
    BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("Batch ")) {
        return demo.descendants().toList();
      }
    }
    return List.of();
  }

  private static boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("org.idlewild.agent");
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
