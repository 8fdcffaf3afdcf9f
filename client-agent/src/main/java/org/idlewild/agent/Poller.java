package org.idlewild.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.idlewild.agent.files.Refused;
import org.idlewild.agent.server.Backoff;
import org.idlewild.agent.server.Scheduler;
import org.idlewild.agent.server.Scheduler.Answer;
import org.idlewild.agent.server.Scheduler.Question;
import org.idlewild.agent.task.Task;

/**
 * Talks with the scheduler, one poll at a time, at the right times. Used by the loop's thread
 * alone.
 */
final class Poller {
  private static final System.Logger LOG = System.getLogger(Poller.class.getName());

  private static final int COPIED = 409;

  private final Talk talk;
  private final Executor executor;
  private final DoubleSupplier random;
  private final Runnable wake;
  private final Set<Long> told = new HashSet<>();
  private PollTimes times = PollTimes.START;
  private CompletableFuture<Answer> pending;
  private Question asked;

  /**
   * Makes one.
   *
   * @param talk one exchange, such as {@link Scheduler#poll}
   * @param wake to be called when an answer is there
   */
  Poller(Talk talk, Executor executor, DoubleSupplier random, Runnable wake) {
    this.talk = talk;
    this.executor = executor;
    this.random = random;
    this.wake = wake;
  }

  /**
   * Picks up the answer of a poll that ended.
   *
   * @throws AgentFailure when the server takes this agent for a copy of another
   */
  Optional<Answer> answer(Instant now) throws AgentFailure {
    if (pending == null || !pending.isDone()) {
      return Optional.empty();
    }
    CompletableFuture<Answer> ended = pending;
    pending = null;
    try {
      Answer answer = ended.join();
      asked.ended().forEach(task -> told.add(task.id()));
      told.removeAll(answer.acknowledged());
      times = times.answered(now, answer.nextContact(), !answer.tasks().isEmpty());
      return Optional.of(answer);
    } catch (CompletionException e) {
      giveUp(e.getCause());
      Duration delay = Backoff.delay(times.failures() + 1, random.getAsDouble());
      times = times.failed(now, delay);
      LOG.log(
          System.Logger.Level.WARNING,
          "The poll failed and is repeated in " + delay.toMillis() + " ms: " + cause(e));
      return Optional.empty();
    }
  }

  private static void giveUp(Throwable cause) throws AgentFailure {
    if (cause instanceof Refused refused && refused.status() == COPIED) {
      throw new AgentFailure(
          AgentFailure.Reason.COPIED,
          "The server says that another agent uses this host's identity; start this one with an"
              + " empty data folder and a new enrolment token.",
          cause);
    }
  }

  private static String cause(CompletionException e) {
    return String.valueOf(e.getCause().getMessage());
  }

  /** Polls if it is time. */
  void ask(Instant now, Question question) {
    if (pending == null && !now.isBefore(due(question))) {
      asked = question;
      pending = CompletableFuture.supplyAsync(() -> exchange(question), executor);
      var unused = pending.whenComplete((answer, failure) -> wake.run());
    }
  }

  private Answer exchange(Question question) {
    try {
      return talk.poll(question);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** When the next poll is to be. */
  Instant due(Question question) {
    boolean news = question.ended().stream().map(Task::id).anyMatch(id -> !told.contains(id));
    return pending != null ? Instant.MAX : times.due(news, question.wanted() > 0);
  }

  /** One exchange with the scheduler. */
  interface Talk {
    Answer poll(Question question) throws IOException;
  }
}
