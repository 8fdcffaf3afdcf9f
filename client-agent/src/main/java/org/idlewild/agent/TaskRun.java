package org.idlewild.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.idlewild.agent.files.Corrupt;
import org.idlewild.agent.files.Refused;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.server.Backoff;
import org.idlewild.agent.task.Reports;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.task.TaskEvent;
import org.idlewild.agent.task.TaskState;

/**
 * A task on its way. Used by the loop's thread alone; what takes time runs elsewhere as {@code
 * work}, and its outcome is picked up at a later turn.
 */
final class TaskRun {
  private static final System.Logger LOG = System.getLogger(TaskRun.class.getName());
  private static final int CORRUPTIONS = 5;
  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;

  private final Crew crew;
  private final Recorder recorder;
  private final Checkpoints checkpoints;
  private Task task;
  private CompletableFuture<Step> work;
  private Running running;
  private int failures;
  private int corruptions;
  private Instant notBefore = Instant.MIN;

  TaskRun(Task task, Crew crew, Recorder recorder) {
    this.task = task;
    this.crew = crew;
    this.recorder = recorder;
    this.checkpoints = new Checkpoints(crew);
  }

  Task task() {
    return task;
  }

  /** Whether it has a place among those that run. */
  boolean occupies() {
    boolean starting = task.state() == TaskState.READY && work != null;
    return starting || (task.state() == TaskState.RUNNING && !running.awaiting().isDone());
  }

  /** Whether its program is stopped: it keeps its memory and no processor. */
  boolean rests() {
    return task.state() == TaskState.PAUSED && !running.awaiting().isDone();
  }

  double cpuSeconds() {
    return running == null ? 0 : running.usage().cpu().toMillis() / 1000.0;
  }

  /** When it wants a turn even if nothing happens; never before work ends. */
  Instant due() {
    if (work == null && notBefore.isAfter(Instant.MIN)) {
      return notBefore;
    }
    return task.state() == TaskState.RUNNING ? checkpoints.due() : Instant.MAX;
  }

  /** Goes on as far as it can without waiting. */
  void next(Turn turn) throws IOException {
    TaskState before;
    do {
      before = task.state();
      step(turn);
    } while (task.state() != before && !task.state().isOver());
  }

  private void step(Turn turn) throws IOException {
    if (work != null) {
      collect(turn);
    } else if (!turn.now().isBefore(notBefore)) {
      notBefore = Instant.MIN;
      begin(turn);
    }
  }

  private void begin(Turn turn) throws IOException {
    switch (task.state()) {
      case ASSIGNED -> accept(turn);
      case DOWNLOADING -> work = transfer(Steps::fetch);
      case READY -> start(turn);
      case RUNNING, PAUSED -> supervise(turn);
      case UPLOADING -> work = transfer(Steps.upload(failures > 0 || running == null));
      default -> {
        // A report waits for the poll.
      }
    }
  }

  private void accept(Turn turn) throws IOException {
    if (task.fault().isPresent()) {
      fail(task.fault().get());
    } else if (turn.tooLarge(task)) {
      fail("It needs more memory than this host gives to tasks.");
    } else if (turn.tooWide(task)) {
      fail("It needs more processors than this host gives to tasks.");
    } else {
      become(task.on(TaskEvent.FETCH));
    }
  }

  private void start(Turn turn) {
    if (turn.lets(task) && turn.take(task)) {
      work = async(crew.hands().disk(), Steps::start);
    }
  }

  private void supervise(Turn turn) throws IOException {
    if (running.awaiting().isDone()) {
      Exit exit = running.awaiting().join();
      work = async(crew.hands().disk(), Steps.end(exit));
    } else if (task.state() == TaskState.RUNNING && !turn.lets(task)) {
      running.pause();
      become(task.on(TaskEvent.PAUSE));
    } else if (task.state() == TaskState.PAUSED && turn.lets(task) && turn.takeProcessors(task)) {
      running.resume();
      become(task.on(TaskEvent.RESUME));
    } else if (task.state() == TaskState.RUNNING) {
      checkpoints.look(task, running, turn.now());
    }
  }

  private CompletableFuture<Step> transfer(Job job) {
    return async(crew.hands().transfers(), job);
  }

  private CompletableFuture<Step> async(Executor executor, Job job) {
    Task now = task;
    CompletableFuture<Step> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return job.run(now, crew);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            },
            executor);
    var unused = outcome.whenComplete((step, failure) -> crew.wake().run());
    return outcome;
  }

  private void collect(Turn turn) throws IOException {
    if (!work.isDone()) {
      return;
    }
    CompletableFuture<Step> ended = work;
    work = null;
    try {
      Step step = ended.join();
      if (step.running() != null) {
        running = step.running();
        checkpoints.begin(task, turn.now());
        var unused = running.awaiting().thenRun(crew.wake());
      }
      failures = 0;
      become(step.task());
    } catch (CompletionException e) {
      failed(e.getCause(), turn.now());
    }
  }

  /** Decides whether a failure is the end. */
  private void failed(Throwable cause, Instant now) throws IOException {
    boolean refused = cause instanceof Refused;
    boolean corrupt = cause instanceof Corrupt && ++corruptions >= CORRUPTIONS;
    boolean local = task.state() == TaskState.READY || task.state().isStarted();
    if (task.state() == TaskState.UPLOADING && refused && unwanted((Refused) cause)) {
      become(task.on(TaskEvent.ABORT));
    } else if (refused || corrupt || local) {
      fail(cause.getMessage());
    } else {
      retry(cause, now);
    }
  }

  private static boolean unwanted(Refused refusal) {
    return refusal.status() == GONE || refusal.status() == NOT_FOUND;
  }

  private void retry(Throwable cause, Instant now) {
    Duration delay = Backoff.delay(++failures, crew.timing().random().getAsDouble());
    notBefore = now.plus(delay);
    LOG.log(
        System.Logger.Level.INFO,
        "Task " + task.id() + " tries again in " + delay.toMillis() + " ms: " + cause.getMessage());
  }

  private void fail(String message) throws IOException {
    become(Reports.failed(task, crew.sandbox(task).name(), String.valueOf(message)));
  }

  /** The server has its report. */
  void acknowledge() throws IOException {
    if (task.state() == TaskState.REPORTED) {
      become(task.on(TaskEvent.ACKNOWLEDGE));
    }
  }

  /** Nobody wants it any more. */
  void abort() throws IOException {
    become(task.on(TaskEvent.ABORT));
  }

  /** Ends its program, also one that is just being started; completes when it is gone. */
  CompletableFuture<Exit> stop() {
    CompletableFuture<Running> started =
        work == null
            ? CompletableFuture.completedFuture(running)
            : work.handle(
                (step, e) -> step == null || step.running() == null ? running : step.running());
    return started.thenCompose(
        program -> {
          if (program == null) {
            return CompletableFuture.completedFuture(null);
          }
          program.kill();
          return program.awaiting();
        });
  }

  private void become(Task next) throws IOException {
    task = next;
    recorder.record(next);
    if (!next.state().isHeld()) {
      // Not before the program is gone: it may still write.
      var unused =
          stop()
              .whenCompleteAsync(
                  (exit, e) -> {
                    // What the task said last is still there and goes with its report.
                    if (next.state().isOver()) {
                      DataFolder.delete(crew.stores().folder().task(next.id()).root());
                    }
                  },
                  crew.hands().disk());
    }
  }

  /** Keeps a task's new form. */
  interface Recorder {
    void record(Task task) throws IOException;
  }

  /** Something that takes time. */
  interface Job {
    Step run(Task task, Crew crew) throws IOException;
  }

  /**
   * The outcome of something that took time.
   *
   * @param task the task after it
   * @param running a program that was started; null if none was
   */
  record Step(Task task, Running running) {
    static Step of(Task task) {
      return new Step(task, null);
    }
  }
}
