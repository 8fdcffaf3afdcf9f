package org.idlewild.agent.task;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.files.Sha256;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.protocol.TaskOrder;
import org.idlewild.protocol.TaskReport;
import org.idlewild.protocol.TaskReport.Ending;

/** Makes reports. */
public final class Reports {
  private static final double NANOS_PER_SECOND = 1e9;

  private Reports() {}

  /** The task after its program ended; looks at and reads the outputs. */
  public static Task ended(Task task, Exit exit, String sandbox, TaskFolder folder)
      throws IOException {
    Optional<String> problem = problem(exit);
    if (problem.isPresent()) {
      return task.failed(report(task, exit, sandbox, Ending.FAILED, problem.get(), List.of()));
    }
    try {
      List<TaskReport.Output> outputs = outputs(task.order(), folder);
      return task.succeeded(report(task, exit, sandbox, Ending.SUCCESS, "", outputs));
    } catch (InvalidOutput e) {
      return task.failed(report(task, exit, sandbox, Ending.FAILED, e.getMessage(), List.of()));
    }
  }

  /** The task when it could not even run, or its outputs could not be handed over. */
  public static Task failed(Task task, String sandbox, String message) {
    TaskReport known = task.report();
    TaskReport report =
        new TaskReport(
            task.id(),
            Ending.FAILED,
            known == null ? -1 : known.exitStatus(),
            message,
            known == null ? "" : known.stderr(),
            known == null ? 0 : known.cpuSeconds(),
            known == null ? 0 : known.elapsedSeconds(),
            known == null ? 0 : known.peakMemoryBytes(),
            known == null ? sandbox : known.sandbox(),
            List.of());
    return task.failed(report);
  }

  private static Optional<String> problem(Exit exit) {
    if (exit.broken().isPresent()) {
      return exit.broken();
    }
    if (exit.status() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        exit.stderr().startsWith("bwrap: ")
            ? "The sandbox could not be made: " + exit.stderr().lines().findFirst().orElse("")
            : "The program ended with the status " + exit.status() + ".");
  }

  private static TaskReport report(
      Task task,
      Exit exit,
      String sandbox,
      Ending ending,
      String message,
      List<TaskReport.Output> outputs) {
    return new TaskReport(
        task.id(),
        ending,
        exit.status(),
        message,
        exit.stderr(),
        seconds(exit.usage().cpu()),
        seconds(exit.elapsed()),
        exit.usage().peakMemoryBytes(),
        sandbox,
        outputs);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  private static List<TaskReport.Output> outputs(TaskOrder order, TaskFolder folder)
      throws IOException, InvalidOutput {
    List<TaskReport.Output> outputs = new ArrayList<>();
    for (TaskOrder.OutputRule rule : order.outputs()) {
      Path file = folder.output(rule.name());
      // A program may leave a link to a file of the host, or a pipe that never ends.
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        outputs.add(output(rule, file));
      } else if (rule.required()) {
        throw new InvalidOutput("The program did not make the file " + rule.name() + ".");
      }
    }
    return outputs;
  }

  private static TaskReport.Output output(TaskOrder.OutputRule rule, Path file)
      throws IOException, InvalidOutput {
    long bytes = Files.size(file);
    if (bytes > rule.maxBytes()) {
      throw new InvalidOutput(
          "The output " + rule.name() + " has more than " + rule.maxBytes() + " bytes.");
    }
    // The journal will say that it is finished; a power cut must not leave it empty then.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return new TaskReport.Output(rule.name(), bytes, Sha256.of(file));
  }

  /** An output is missing or too large. */
  private static final class InvalidOutput extends Exception {
    private static final long serialVersionUID = 1;

    InvalidOutput(String message) {
      super(message);
    }
  }
}
