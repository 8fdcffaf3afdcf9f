package org.idlewild.web.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.contact.Served;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.Suspension;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollTest {
  private static final JsonText JSON = JsonText.lenient();
  private static final String SHA =
      "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";

  @Test
  void aPollBecomesTheStagesRecords() throws IOException {
    Poll poll = Poll.of(request(golden("request.json")));
    assertThat(poll.description().name()).isEqualTo("desk 7");
    assertThat(poll.description().processors()).isEqualTo(4);
    assertThat(poll.description().platforms()).containsExactly("java", "linux-x86_64");
    assertThat(poll.tasksWanted()).isEqualTo(2);
    assertThat(poll.held()).containsExactly(11L);
    assertThat(contact(poll).request().orElseThrow().files()).containsExactly("0".repeat(64));
    assertThat(poll.reports())
        .containsExactly(
            new Report(
                12,
                Report.Ending.SUCCESS,
                0,
                "",
                "warning: none\n",
                1.5,
                2.5,
                1024,
                "namespaces",
                List.of(new Report.Claim("out.txt", 10, SHA))));
  }

  private static Contact contact(Poll poll) {
    return poll.contact(5, Optional.empty());
  }

  @Test
  void whatIsReportedIsNoLongerHeld() throws IOException {
    Contact contact = contact(Poll.of(request(golden("request.json"))));
    assertThat(contact.host()).isEqualTo(5);
    assertThat(contact.reports()).extracting(Report::resultId).containsExactly(12L);
    assertThat(contact.request().orElseThrow().held().orElseThrow()).containsExactly(11L);
  }

  @Test
  void anAssignmentBecomesTheGoldenReply() throws IOException {
    Order order =
        new Order(
            13,
            3,
            "mersenne",
            1,
            "java",
            "mersenne.jar",
            List.of("1", "5"),
            List.of(new Order.File("mersenne.jar", SHA, 10)),
            List.of(),
            false,
            List.of(new Order.Output("out.txt", 1000, true)),
            new Limits(1L << 30, 60, 120, 8, 1L << 20),
            Duration.ofHours(24),
            2,
            "",
            Optional.of(new Order.Checkpoint("state", Duration.ofMinutes(10), 1 << 20)),
            Optional.of(
                new EvmPolicy("aes", true, List.of("a.exe"), List.of("192.0.2.1:80"), 2, 3, 4096)),
            ClientTerms.Way.NONE);
    Assignment assignment =
        new Assignment(
            List.of(order),
            List.of(4L),
            List.of(),
            List.of(new Suspension(11, "its batch is paused")),
            true,
            Duration.ofMillis(1500));
    assertThat(
            JSON.text(
                Reply.of(
                    new Served(List.of(12L), Optional.of(assignment)),
                    List.of(new Message.Mark(11, 2)),
                    List.of(new Message(11, 1, "Z28=")))))
        .isEqualTo(golden("reply.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"processors\":4 | \"processors\":0 | \"facts.processors\" must be from 1 to 65536.",
        "\"flopsPerProcessor\":1.0e9 | \"flopsPerProcessor\":\"NaN\" | \"facts.flopsPerProcessor\" must",
        "\"flopsPerProcessor\":1.0e9 | \"flopsPerProcessor\":1e400 | \"facts.flopsPerProcessor\" must",
        "\"memoryBytes\":8589934592 | \"memoryBytes\":-1 | \"facts.memoryBytes\" must be from 0",
        "\"platforms\":[\"java\" | \"platforms\":[\"ja va\" | \"facts.platforms\" must be 1 to 64",
        "\"platforms\":[\"java\" | \"platforms\":[null | \"facts.platforms\" is needed.",
        "\"tasksWanted\":2 | \"tasksWanted\":-2 | \"tasksWanted\" must be from 0 to 1000.",
        "\"resultId\":11 | \"resultId\":0 | \"held.resultId\" must be 1 or more.",
        "\"resultId\":12 | \"resultId\":-12 | \"reports.resultId\" must be 1 or more.",
        "\"name\":\"out.txt\" | \"name\":\"../out.txt\" | A file name must",
        "\"files\":[\"00 | \"files\":[\"../00 | A file is named by its SHA-256",
        "84d89877 | 84D89877 | A file is named by its SHA-256",
        "\"ending\":\"SUCCESS\" | \"ending\":null | \"reports.ending\" is needed.",
      })
  void anAbsurdValueIsRefused(String from, String to, String sentence) throws IOException {
    String text = golden("request.json").replace(from, to);
    assertThat(text).isNotEqualTo(golden("request.json"));
    assertThatThrownBy(() -> Poll.of(request(text)))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest(name = "{0} counts as {1}")
  @CsvSource({"-1, 0", "1e300, 1e10", "'\"NaN\"', 0", "'\"Infinity\"', 1e10", "0, 0"})
  void whatAHostMeasuredIsCutToWhatIsPossible(String said, double counts) throws IOException {
    String text =
        golden("request.json")
            .replace("\"cpuSeconds\":1.5", "\"cpuSeconds\":" + said)
            .replace("\"elapsedSeconds\":2.5", "\"elapsedSeconds\":" + said)
            .replace("\"peakMemoryBytes\":1024", "\"peakMemoryBytes\":-5");
    Report report = Poll.of(request(text)).reports().get(0);
    assertThat(report.cpuSeconds()).isEqualTo(counts);
    assertThat(report.elapsedSeconds()).isEqualTo(counts);
    assertThat(report.peakMemoryBytes()).isZero();
  }

  @Test
  void aListHasALimit() {
    assertThatThrownBy(() -> Checks.list("held", java.util.Collections.nCopies(1001, "x")))
        .hasMessage("\"held\" has at most 1000 items.");
    assertThat(Checks.list("held", null)).isEmpty();
  }

  @Test
  void textsForPeopleAreCutAndCleaned() {
    assertThat(Checks.text("a\u0000b\u001b[31mc", 100)).isEqualTo("a b [31mc");
    assertThat(Checks.text("x".repeat(200), 120)).hasSize(120);
    assertThat(Checks.text("ab\uD83D\uDE00", 3)).isEqualTo("ab");
    assertThat(Checks.text(null, 3)).isEmpty();
  }

  @Test
  void theEndOfErrorOutputIsKept() {
    assertThat(Checks.tail("abcdef", 3)).isEqualTo("def");
    assertThat(Checks.tail("aüb", 2)).isEqualTo("b");
    assertThat(Checks.tail(null, 2)).isEmpty();
  }

  @Test
  void anotherProtocolIsNamed() {
    assertThatThrownBy(() -> Checks.protocol(2))
        .hasMessage("The server speaks protocol 1, the request says 2.");
    assertThatThrownBy(() -> Checks.protocol(0)).isInstanceOf(ProblemException.class);
  }

  private static SchedulerRequest request(String json) {
    return JSON.read(json, SchedulerRequest.class);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = PollTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
