package org.idlewild.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.task.TaskFolder;

/** The agent's data folder, locked while the agent runs. */
final class DataFolder implements Closeable {
  private static final System.Logger LOG = System.getLogger(DataFolder.class.getName());

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Makes the folder if need be, and locks it. */
  static DataFolder open(Path folder) throws AgentFailure {
    try {
      Path root = Folders.createPrivate(folder.toAbsolutePath()).toRealPath();
      FileChannel channel =
          FileChannel.open(
              root.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new AgentFailure(
            AgentFailure.Reason.DATA_IN_USE, "Another agent uses the folder " + root + ".");
      }
      return new DataFolder(root, channel);
    } catch (IOException e) {
      throw new AgentFailure(
          AgentFailure.Reason.DATA_UNUSABLE,
          "The folder " + folder + " cannot be used: " + e.getMessage() + ".",
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path root() {
    return root;
  }

  Path identity() {
    return root.resolve("identity.json");
  }

  Path host() {
    return root.resolve("host-id");
  }

  Path polls() {
    return root.resolve("polls");
  }

  Path journal() {
    return root.resolve("journal.jsonl");
  }

  Path speed() {
    return root.resolve("flops");
  }

  Path onTime() {
    return root.resolve("on-time");
  }

  Path cache() {
    return root.resolve("cache");
  }

  /** The folder of a task. */
  TaskFolder task(long id) {
    return new TaskFolder(root.resolve("tasks").resolve(Long.toString(id)));
  }

  /** Deletes the folders of tasks that are not known any more. */
  void sweep(Set<String> known) throws IOException {
    Path tasks = Files.createDirectories(root.resolve("tasks"));
    try (Stream<Path> folders = Files.list(tasks)) {
      folders.filter(f -> !known.contains(f.getFileName().toString())).forEach(DataFolder::delete);
    }
  }

  /** What cannot be deleted now is tried again at the next start. */
  static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The folder " + folder + " cannot be deleted.", e);
    }
  }

  long freeBytes() {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
