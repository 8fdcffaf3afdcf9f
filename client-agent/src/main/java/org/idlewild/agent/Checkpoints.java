package org.idlewild.agent;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.idlewild.agent.files.Blob;
import org.idlewild.agent.files.Outgoing;
import org.idlewild.agent.files.Snapshot;
import org.idlewild.agent.files.Upload;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.task.Task.Checkpoint;
import org.idlewild.agent.task.TaskFolder;

/**
 * Keeps a running task's checkpoint, here and at the server, so that the task can go on from it.
 * Used by the loop's thread alone.
 */
final class Checkpoints {
  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

  private final Crew crew;
  private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
  private Instant next = Instant.MAX;
  private volatile String sent = "";

  Checkpoints(Crew crew) {
    this.crew = crew;
  }

  /** When the next one is to be taken. */
  Instant due() {
    return work.isDone() ? next : Instant.MAX;
  }

  /** The program has started. */
  void begin(Task task, Instant now) {
    next = task.checkpoint().map(c -> now.plus(c.interval())).orElse(Instant.MAX);
  }

  /** The program runs: takes one if it is time. */
  void look(Task task, Running running, Instant now) {
    if (now.isBefore(due())) {
      return;
    }
    Checkpoint checkpoint = task.checkpoint().orElseThrow();
    next = now.plus(checkpoint.interval());
    work =
        CompletableFuture.supplyAsync(() -> take(task, running, checkpoint), crew.hands().disk())
            .thenAcceptAsync(blob -> blob.ifPresent(b -> send(task, b)), crew.hands().transfers())
            .exceptionally(failure -> later(task, failure));
    var unused = work.thenRun(crew.wake());
  }

  private Optional<Blob> take(Task task, Running running, Checkpoint checkpoint) {
    TaskFolder folder = crew.stores().folder().task(task.id());
    try {
      running.bring(checkpoint.name());
      return Snapshot.take(
              folder.work().resolve(checkpoint.name()), folder.checkpoint(), checkpoint.maxBytes())
          .filter(blob -> !blob.sha256().equals(sent));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void send(Task task, Blob blob) {
    TaskFolder folder = crew.stores().folder().task(task.id());
    try {
      Upload.send(
          crew.stores().checkpoints(),
          new Outgoing(task.id(), "checkpoint", folder.checkpoint(), blob.bytes(), blob.sha256()),
          false);
      sent = blob.sha256();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static Void later(Task task, Throwable failure) {
    LOG.log(
        System.Logger.Level.INFO,
        "The checkpoint of task "
            + task.id()
            + " waits for the next time: "
            + failure.getMessage());
    return null;
  }
}
