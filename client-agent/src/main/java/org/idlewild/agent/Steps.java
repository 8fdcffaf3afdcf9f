package org.idlewild.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.idlewild.agent.TaskRun.Job;
import org.idlewild.agent.TaskRun.Step;
import org.idlewild.agent.files.Blob;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.files.Outgoing;
import org.idlewild.agent.files.Upload;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.task.Reports;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.task.TaskEvent;
import org.idlewild.agent.task.TaskFolder;

/** What a task does that takes time. Each may be repeated from its start. */
final class Steps {
  private static final System.Logger LOG = System.getLogger(Steps.class.getName());

  private Steps() {}

  static Step fetch(Task task, Crew crew) throws IOException {
    for (Blob blob : task.blobs()) {
      crew.stores().downloads().fetch(blob);
    }
    return Step.of(task.on(TaskEvent.FETCHED));
  }

  /** A file may have left the cache since it was fetched; then it is fetched again. */
  static Step start(Task task, Crew crew) throws IOException {
    Map<Blob, Path> cached = new HashMap<>();
    for (Blob blob : task.blobs()) {
      Optional<Path> file = crew.stores().cache().find(blob);
      if (file.isEmpty()) {
        return Step.of(task.on(TaskEvent.MISSED));
      }
      cached.put(blob, file.get());
    }
    TaskFolder folder = crew.stores().folder().task(task.id());
    prepare(task, folder, cached);
    Running running = crew.sandbox(task).start(task.program(folder, cached::get));
    LOG.log(
        System.Logger.Level.INFO,
        "Task " + task.id() + " runs in the sandbox " + crew.sandbox(task).name() + ".");
    return new Step(task.on(TaskEvent.START), running);
  }

  /** A program starts with its inputs, its checkpoint and its messages, and nothing else. */
  private static void prepare(Task task, TaskFolder folder, Map<Blob, Path> cached)
      throws IOException {
    folder.clear();
    Folders.createPrivate(folder.work());
    for (Task.Input input : task.inputs()) {
      // Not copied with its permissions: in the cache nobody may write to it.
      try (var from = Files.newInputStream(cached.get(input.blob()))) {
        Files.copy(from, folder.work().resolve(input.name()));
      }
    }
    if (task.checkpoint().isPresent() && Files.exists(folder.checkpoint())) {
      Path state = folder.work().resolve(task.checkpoint().get().name());
      Files.copy(folder.checkpoint(), state, StandardCopyOption.REPLACE_EXISTING);
    }
    folder.mailbox().prepare();
  }

  static Job end(Exit exit) {
    return (task, crew) -> {
      TaskFolder folder = crew.stores().folder().task(task.id());
      return Step.of(Reports.ended(task, exit, crew.sandbox(task).name(), folder));
    };
  }

  static Job upload(boolean resume) {
    return (task, crew) -> {
      for (Outgoing output : task.outgoing(crew.stores().folder().task(task.id()))) {
        Upload.send(crew.stores().sink(), output, resume);
      }
      return Step.of(task.on(TaskEvent.UPLOADED));
    };
  }
}
