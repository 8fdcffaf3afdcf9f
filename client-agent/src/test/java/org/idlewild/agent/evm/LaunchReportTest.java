package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LaunchReportTest {
  private final ByteArrayOutputStream own = new ByteArrayOutputStream();

  @Test
  void theLaunchersLinesAreTakenOutAndUnderstood() throws IOException {
    ReportedExit report = read("asked job ok\nasked token 120\nhello\nexit e0e50001\n");

    assertThat(report.asked()).containsEntry("job", "ok").containsEntry("token", "120");
    assertThat(report.exit()).contains(Cause.EVM_BROKEN);
    assertThat(own).hasToString("hello\n");
  }

  @Test
  void theProgramsLastLineNeedsNoEnd() throws IOException {
    assertThat(read("asked job ok\nhelloexit 7\n").exit()).contains(7);
    assertThat(own).hasToString("hello");
  }

  @Test
  void linesThatTheProgramWritesItselfArePassedOn() throws IOException {
    ReportedExit report = read("asked job ok\nx\nasked token ok\nexit 0\nexit 5\n");

    assertThat(report.exit()).contains(5);
    assertThat(report.asked()).doesNotContainKey("token");
    assertThat(own).hasToString("x\nasked token ok\nexit 0\n");
  }

  @Test
  void aProgramThatCouldNotBeStartedHasNoExit() throws IOException {
    ReportedExit report = read("asked job ok\nstart 193\n");

    assertThat(report.exit()).isEmpty();
    assertThat(report.failure()).contains("193");
  }

  @Test
  void aLauncherThatWasEndedSaysNothing() throws IOException {
    assertThat(read("asked job ok\nask").exit()).isEmpty();
    assertThat(own).hasToString("ask");
  }

  private ReportedExit read(String text) throws IOException {
    LaunchReport report = new LaunchReport(own);
    report.write(text.getBytes(StandardCharsets.ISO_8859_1));
    return report.end();
  }
}
