package org.idlewild.agent.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.agent.testing.Orders.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.files.Sha256;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Usage;
import org.idlewild.protocol.TaskReport;
import org.idlewild.protocol.TaskReport.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path root;
  private TaskFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new TaskFolder(root);
    Files.createDirectory(folder.work());
  }

  private Task ended(Exit exit) throws IOException {
    Task task = Task.of(order(7).output("result", 10, true).output("extra", 10, false).build());
    Task running = task.on(TaskEvent.FETCH).on(TaskEvent.FETCHED).on(TaskEvent.START);
    return Reports.ended(running, exit, "namespaces", folder);
  }

  private static Exit exit(int status, String broken) {
    Usage usage = new Usage(Duration.ofMillis(1500), 0, 99, 1, false);
    return new Exit(status, Optional.ofNullable(broken), "said", usage, Duration.ofSeconds(2));
  }

  @Test
  void aProgramThatMadeItsOutputsSucceeded() throws IOException {
    Files.writeString(folder.work().resolve("result"), "42");

    Task task = ended(exit(0, null));

    assertThat(task.state()).isEqualTo(TaskState.UPLOADING);
    assertThat(task.report())
        .isEqualTo(
            new TaskReport(
                7,
                Ending.SUCCESS,
                0,
                "",
                "said",
                1.5,
                2.0,
                99,
                "namespaces",
                List.of(new TaskReport.Output("result", 2, Sha256.of(folder.output("result"))))));
  }

  @Test
  void aMissingOutputIsAFailure() throws IOException {
    Task task = ended(exit(0, null));

    assertThat(task.state()).isEqualTo(TaskState.REPORTED);
    assertThat(task.report().ending()).isEqualTo(Ending.FAILED);
    assertThat(task.report().message()).isEqualTo("The program did not make the file result.");
  }

  @Test
  void anOutputThatIsTooLargeIsAFailure() throws IOException {
    Files.writeString(folder.work().resolve("result"), "12345678901");

    assertThat(ended(exit(0, null)).report().message())
        .isEqualTo("The output result has more than 10 bytes.");
  }

  @Test
  void aLinkToAFileOfTheHostIsNoOutput() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), "host");
    Files.createSymbolicLink(folder.work().resolve("result"), secret);

    assertThat(ended(exit(0, null)).report().outputs()).isEmpty();
  }

  @Test
  void anExitStatusAndABrokenLimitAreFailures() throws IOException {
    assertThat(ended(exit(3, null)).report().message())
        .isEqualTo("The program ended with the status 3.");
    TaskReport broken = ended(exit(-1, "It ran for longer than 1 s.")).report();
    assertThat(broken.exitStatus()).isEqualTo(-1);
    assertThat(broken.message()).isEqualTo("It ran for longer than 1 s.");
  }
}
