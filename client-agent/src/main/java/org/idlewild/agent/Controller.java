package org.idlewild.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.idlewild.agent.files.Blob;
import org.idlewild.agent.journal.Journal;
import org.idlewild.agent.policy.Decision;
import org.idlewild.agent.server.Scheduler.Answer;
import org.idlewild.agent.server.Scheduler.Held;
import org.idlewild.agent.server.Scheduler.Question;
import org.idlewild.agent.task.Task;
import org.idlewild.agent.task.TaskState;

/** The loop: observe, decide, act. All that changes is changed by the one thread that turns it. */
final class Controller {
  private static final System.Logger LOG = System.getLogger(Controller.class.getName());
  private static final int REPORTS_PER_POLL = 100;
  private static final int MOST_TASKS = 10_000;
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(30);

  private final Crew crew;
  private final Journal journal;
  private final Poller poller;
  private final PolicyWatch policy;
  private final Places places;
  private final Map<Long, TaskRun> runs = new LinkedHashMap<>();
  private Map<Long, String> suspended = Map.of();
  private Instant nextEviction = Instant.MIN;

  Controller(Crew crew, Journal journal, Poller poller, PolicyWatch policy, Places places) {
    this.crew = crew;
    this.journal = journal;
    this.poller = poller;
    this.policy = policy;
    this.places = places;
  }

  /** Takes up the tasks of the journal, as they are after the agent's end. */
  void recover() throws IOException {
    for (Task task : journal.tasks()) {
      Task now = task.afterRestart();
      if (now.state() != task.state()) {
        journal.write(now);
      }
      add(now);
    }
    Set<String> known = new HashSet<>();
    runs.keySet().forEach(id -> known.add(Long.toString(id)));
    crew.stores().folder().sweep(known);
  }

  /** One turn. Returns how long nothing is to be done unless something happens. */
  Duration turn() throws IOException, AgentFailure {
    Instant now = crew.timing().clock().instant();
    var answer = poller.answer(now);
    if (answer.isPresent()) {
      take(answer.get());
    }
    Decision decision = policy.decide(now);
    advance(new Turn(now, decision, suspended.keySet(), places));
    // What is told to the server must not be forgotten afterwards.
    journal.sync();
    Question question = question(decision);
    poller.ask(now, question);
    evict(now);
    return wait(now, poller.due(question));
  }

  private void take(Answer answer) throws IOException {
    answer.messages().forEach(m -> LOG.log(System.Logger.Level.INFO, "The server says: " + m));
    for (long id : answer.acknowledged()) {
      if (runs.containsKey(id)) {
        runs.get(id).acknowledge();
      }
    }
    for (long id : answer.abort()) {
      if (runs.containsKey(id)) {
        runs.get(id).abort();
      }
    }
    runs.values().removeIf(run -> run.task().state().isOver());
    suspend(answer.suspended());
    for (Task task : answer.tasks()) {
      if (!runs.containsKey(task.id()) && runs.size() < MOST_TASKS) {
        journal.write(task);
        add(task);
      }
    }
  }

  /** What the server says now counts; what it does not name goes on. */
  private void suspend(Map<Long, String> now) {
    now.forEach(
        (id, reason) -> {
          if (!suspended.containsKey(id) && runs.containsKey(id)) {
            LOG.log(System.Logger.Level.INFO, "Task " + id + " is suspended: " + reason + ".");
          }
        });
    suspended.keySet().stream()
        .filter(id -> !now.containsKey(id) && runs.containsKey(id))
        .forEach(id -> LOG.log(System.Logger.Level.INFO, "Task " + id + " goes on."));
    suspended = now;
  }

  private void add(Task task) {
    runs.put(task.id(), new TaskRun(task, crew, journal::write));
  }

  private void advance(Turn turn) throws IOException {
    runs.values().stream().filter(TaskRun::occupies).map(TaskRun::task).forEach(turn::occupy);
    runs.values().stream().filter(TaskRun::rests).map(TaskRun::task).forEach(turn::keepInMemory);
    for (TaskRun run : List.copyOf(runs.values())) {
      run.next(turn);
    }
    runs.values().removeIf(run -> run.task().state().isOver());
  }

  private Question question(Decision decision) {
    List<Held> held =
        runs.values().stream()
            .filter(run -> run.task().state().isHeld())
            .map(run -> new Held(run.task(), run.cpuSeconds()))
            .toList();
    List<Task> ended =
        runs.values().stream()
            .map(TaskRun::task)
            .filter(task -> task.state() == TaskState.REPORTED)
            .limit(REPORTS_PER_POLL)
            .toList();
    int wanted = decision.runs() ? places.wanted(going(held)) : 0;
    return new Question(wanted, held, ended);
  }

  /**
   * The processors for what is held. What is suspended keeps none busy, so others may be had in its
   * place.
   */
  private int going(List<Held> held) {
    return held.stream()
        .map(Held::task)
        .filter(task -> !suspended.containsKey(task.id()))
        .mapToInt(Task::processors)
        .sum();
  }

  /** Once in a while: least recently used files go, those of the tasks at hand stay. */
  private void evict(Instant now) {
    if (now.isBefore(nextEviction)) {
      return;
    }
    nextEviction = now.plus(EVICTION_INTERVAL);
    Set<String> pinned = new HashSet<>();
    runs.values().stream()
        .map(TaskRun::task)
        .filter(task -> task.state().isHeld() && task.fault().isEmpty())
        .flatMap(task -> task.blobs().stream())
        .map(Blob::sha256)
        .forEach(pinned::add);
    crew.hands()
        .disk()
        .execute(
            () -> {
              try {
                crew.stores().cache().evict(pinned);
              } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "The cache cannot be tidied.", e);
              }
            });
  }

  private Duration wait(Instant now, Instant poll) {
    Instant due =
        Stream.concat(Stream.of(poll, policy.due()), runs.values().stream().map(TaskRun::due))
            .min(Instant::compareTo)
            .orElseThrow();
    Instant latest = now.plus(LONGEST_WAIT);
    Duration wait = Duration.between(now, due.isAfter(latest) ? latest : due);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Ends all programs; the journal keeps what has to be done again. */
  void stop() {
    boolean interrupted = Thread.interrupted();
    CompletableFuture<?>[] ends =
        runs.values().stream().map(TaskRun::stop).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "Some programs are slow to end.", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What tasks may have.
   *
   * @param processors that they may keep busy together
   * @param memoryBytes what they may use together
   */
  record Places(int processors, long memoryBytes) {
    /**
     * Enough to start the next ones at once, without keeping many from other hosts.
     *
     * @param busy processors for the tasks that are here
     */
    int wanted(int busy) {
      return Math.max(0, 2 * processors + 2 - busy);
    }
  }
}
