package org.idlewild.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.agent.testing.Orders.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.idlewild.agent.task.Reports;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.task.TaskEvent;
import org.idlewild.agent.task.TaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("journal.jsonl");
  }

  private static Task task(long id) {
    return Task.of(order(id).arguments("größe").output("stdout", 9, true).build());
  }

  private List<Task> replayed() throws IOException {
    try (Journal journal = Journal.open(file)) {
      return List.copyOf(journal.tasks());
    }
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    Task fetching = task(1).on(TaskEvent.FETCH);
    Task failed = Reports.failed(task(2), "none", "It broke.");
    try (Journal journal = Journal.open(file)) {
      journal.write(task(1));
      journal.write(task(2));
      journal.write(fetching);
      journal.write(failed);
    }

    assertThat(replayed()).containsExactly(fetching, failed);
  }

  @Test
  void anotherStateTakesAShortLine() throws IOException {
    try (Journal journal = Journal.open(file)) {
      journal.write(task(1));
      journal.write(task(1).on(TaskEvent.FETCH));
    }

    assertThat(Files.readAllLines(file))
        .element(1)
        .isEqualTo("{\"v\":1,\"id\":1,\"state\":\"DOWNLOADING\"}");
  }

  @Test
  void aTaskThatIsOverIsForgotten() throws IOException {
    try (Journal journal = Journal.open(file)) {
      journal.write(task(1));
      journal.write(task(1).on(TaskEvent.ABORT));
    }

    assertThat(replayed()).isEmpty();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aLineThatACrashCutOffIsAsIfNeverWritten() throws IOException {
    try (Journal journal = Journal.open(file)) {
      journal.write(task(1));
      journal.write(task(1).on(TaskEvent.FETCH));
    }
    byte[] whole = Files.readAllBytes(file);
    int firstLine = Files.readAllLines(file).get(0).getBytes(StandardCharsets.UTF_8).length;
    for (int length = firstLine + 1; length < whole.length - 1; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(replayed()).extracting(Task::state).containsExactly(TaskState.ASSIGNED);
    }
  }

  @Test
  void aStateOfAnUnknownTaskAndUnknownFieldsAreLeftOut() throws IOException {
    try (Journal journal = Journal.open(file)) {
      journal.write(task(1));
    }
    Files.writeString(
        file,
        """
        {"v":1,"id":9,"state":"RUNNING"}
        {"v":2,"id":1,"state":"DOWNLOADING","mood":"good"}
        """,
        StandardOpenOption.APPEND);

    assertThat(replayed()).containsExactly(task(1).on(TaskEvent.FETCH));
  }

  @Test
  void itIsWrittenAnewWhenItHasGrownLong() throws IOException {
    try (Journal journal = Journal.open(file)) {
      journal.write(task(1));
      for (int i = 0; i < 6000; i++) {
        journal.write(task(1).on(TaskEvent.FETCH));
        journal.write(task(1));
      }
      assertThat(Files.readAllLines(file)).hasSizeLessThan(4000);
    }
    assertThat(replayed()).containsExactly(task(1));
  }
}
