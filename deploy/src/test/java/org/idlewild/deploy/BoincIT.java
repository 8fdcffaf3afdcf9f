package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.agent.cli.api.Batch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** BOINC's own client, as Debian ships it, at work for a server. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincIT {
  private static final String STDOUT = "{\"name\":\"stdout\",\"maxBytes\":1000}";

  private static BoincProject project;

  @BeforeAll
  static void startTheProject() throws Exception {
    project = BoincProject.start("boinc-");
  }

  @AfterAll
  static void stopTheProject() {
    project.close();
  }

  @Test
  void twoClientsAndAnAgentValidateEachOther() throws Exception {
    project.register("square", "#!/bin/sh\necho \"$1 $(($1 * $1))\"\n", STDOUT, "");
    Batch batch = project.grid().submit("square", 2, 10);
    BoincClient first = project.attached("first", "ben");
    BoincClient second = project.attached("second", "cleo");
    project.grid().local().startAgent("agent", "dora");

    assertThat(project.grid().output(batch)).isEqualTo(squares());

    List<String> outcomes = project.grid().outcomes(batch);
    assertThat(outcomes.stream().filter("SUCCESS"::equals)).hasSizeGreaterThanOrEqualTo(20);
    assertThat(first.complaints()).isEmpty();
    assertThat(second.complaints()).isEmpty();
  }

  private static String squares() {
    return IntStream.rangeClosed(1, 10)
        .mapToObj(n -> n + " " + n * n + "\n")
        .collect(Collectors.joining());
  }
}
