package org.idlewild.agent.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.task.TaskState;

/**
 * The tasks on disk. Not for several threads.
 *
 * <p>INVARIANT: what was written before {@link #sync} returned is there after a crash; a line that
 * a crash cut off is as if it had never been written.
 */
public final class Journal implements Closeable {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());
  private static final int VERSION = 1;
  private static final int LINES_BEFORE_COMPACTION = 10_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final Path file;
  private final Map<Long, Task> tasks = new LinkedHashMap<>();

  /** Not a channel: an interrupt would close one. */
  private FileOutputStream out;

  private int lines;
  private boolean dirty;

  private Journal(Path file) {
    this.file = file;
  }

  /** Reads a journal, if there is one, and starts a fresh file with what counts of it. */
  public static Journal open(Path file) throws IOException {
    Journal journal = new Journal(file);
    if (Files.exists(file)) {
      journal.replay(Files.readAllBytes(file));
    }
    journal.compact();
    return journal;
  }

  /** All tasks that are not over, in the order in which they came. */
  public Collection<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  /** Writes a task as it is now; see {@link #sync}. */
  public void write(Task task) throws IOException {
    append(Line.of(tasks.get(task.id()), task));
    remember(task);
    dirty = true;
    if (++lines > LINES_BEFORE_COMPACTION + tasks.size()) {
      compact();
    }
  }

  /** Makes sure that all that was written survives a crash. */
  public void sync() throws IOException {
    if (dirty) {
      out.getFD().sync();
      dirty = false;
    }
  }

  @Override
  public void close() throws IOException {
    sync();
    out.close();
  }

  private void remember(Task task) {
    if (task.state().isOver()) {
      tasks.remove(task.id());
    } else {
      tasks.put(task.id(), task);
    }
  }

  private void replay(byte[] content) {
    for (String text : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      try {
        Line line = JSON.readValue(text, Line.class);
        Task before = tasks.get(line.id());
        if (line.task() != null || before != null) {
          remember(line.after(before));
        }
      } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
        LOG.log(System.Logger.Level.WARNING, "A line of {0} was cut off and is left out.", file);
      }
    }
  }

  /** A new file takes the old one's place at once, so that a crash finds one or the other. */
  private void compact() throws IOException {
    if (out != null) {
      out.close();
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    out = new FileOutputStream(fresh.toFile());
    for (Task task : new ArrayList<>(tasks.values())) {
      append(Line.of(null, task));
    }
    out.getFD().sync();
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    lines = 0;
    dirty = false;
  }

  private void append(Line line) throws IOException {
    String text = JSON.writeValueAsString(line) + "\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * One line.
   *
   * @param v the version of this form
   * @param id the task
   * @param state its new state
   * @param task the whole task, when more than the state is new
   */
  record Line(int v, long id, TaskState state, Task task) {

    static Line of(Task before, Task now) {
      boolean same = before != null && before.differsInStateAlone(now);
      return new Line(VERSION, now.id(), now.state(), same ? null : now);
    }

    Task after(Task before) {
      return task != null ? task : new Task(before.order(), state, before.report());
    }
  }
}
