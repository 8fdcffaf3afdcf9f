package org.idlewild.agent.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.idlewild.agent.files.Blob;
import org.idlewild.agent.files.Outgoing;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.protocol.TaskOrder;
import org.idlewild.protocol.TaskReport;

/**
 * A task at one moment; also its form in the journal.
 *
 * @param order what the server wants done
 * @param state where it is
 * @param report how it ended; null until then
 */
public record Task(TaskOrder order, TaskState state, TaskReport report) {

  /** Checks. */
  public Task {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(state, "state");
  }

  /** A new task. */
  public static Task of(TaskOrder order) {
    return new Task(order, TaskState.ASSIGNED, null);
  }

  /** Its number; the server calls it the result's. */
  public long id() {
    return order.resultId();
  }

  /** The task after an event that changes nothing but its state. */
  public Task on(TaskEvent event) {
    return new Task(order, TaskMachine.next(state, event), report);
  }

  /** Whether another form of the same task differs in its state at most. */
  public boolean differsInStateAlone(Task other) {
    return order.equals(other.order) && Objects.equals(report, other.report);
  }

  /** The task as it is after the agent was started again. */
  public Task afterRestart() {
    return TaskMachine.peek(state, TaskEvent.LOSE)
        .map(lost -> new Task(order, lost, report))
        .orElse(this);
  }

  /** The task with its program ended well, its outputs still here. */
  public Task succeeded(TaskReport success) {
    return new Task(order, TaskMachine.next(state, TaskEvent.SUCCEED), success);
  }

  /** The task with a report of failure. */
  public Task failed(TaskReport failure) {
    return new Task(order, TaskMachine.next(state, TaskEvent.FAIL), failure);
  }

  /** What is wrong with the order itself, in one sentence. */
  public Optional<String> fault() {
    return OrderCheck.fault(order);
  }

  /** The kind of its program, if this agent knows it. */
  public Optional<Platform> platform() {
    return Platform.of(order.platform());
  }

  /** All files to fetch. */
  public List<Blob> blobs() {
    return Stream.concat(order.files().stream(), order.inputs().stream())
        .map(file -> new Blob(file.sha256(), file.bytes()))
        .distinct()
        .toList();
  }

  /** This workunit's own files: they are copied to the working folder, name first. */
  public List<Input> inputs() {
    return order.inputs().stream()
        .map(file -> new Input(file.name(), new Blob(file.sha256(), file.bytes())))
        .toList();
  }

  /** The memory to keep free for it, in bytes. */
  public long memoryBytes() {
    return order.limits().memoryBytes();
  }

  /** The processors to keep free for it. */
  public int processors() {
    return order.processors();
  }

  /** What to run in a folder of the task's own. */
  public Program program(TaskFolder folder, Function<Blob, Path> cached) {
    return Programs.of(order, folder, cached);
  }

  /** The file from which the task can go on, in its working folder. */
  public Optional<Checkpoint> checkpoint() {
    return Optional.ofNullable(order.checkpoint())
        .map(c -> new Checkpoint(c.name(), Duration.ofSeconds(c.everySeconds()), c.maxBytes()));
  }

  /**
   * A file to go on from.
   *
   * @param name its name in the working folder
   * @param interval the least time between two uploads
   * @param maxBytes a larger one is not uploaded
   */
  public record Checkpoint(String name, Duration interval, long maxBytes) {}

  /** The outputs to send, once it succeeded. */
  public List<Outgoing> outgoing(TaskFolder folder) {
    return report.outputs().stream()
        .map(o -> new Outgoing(id(), o.name(), folder.output(o.name()), o.bytes(), o.sha256()))
        .toList();
  }

  /**
   * A file for the working folder.
   *
   * @param name its name there
   * @param blob its content
   */
  public record Input(String name, Blob blob) {}
}
