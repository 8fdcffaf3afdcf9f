package org.idlewild.agent;

import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.idlewild.agent.files.Letter;
import org.idlewild.agent.files.Mailbox;
import org.idlewild.agent.server.Scheduler.Answer;
import org.idlewild.agent.server.Scheduler.Held;
import org.idlewild.agent.server.Scheduler.Letters;
import org.idlewild.agent.server.Scheduler.Question;
import org.idlewild.agent.task.Task;

/** Lets the messages of tasks go with the polls. Used by the poll's thread alone. */
final class Correspondence implements Poller.Talk {
  private static final System.Logger LOG = System.getLogger(Correspondence.class.getName());

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  /** A poll must stay well below what a server reads. */
  private static final int MOST_PER_POLL = 16;

  private static final long PATIENCE_SECONDS = 10;

  private final Poller.Talk talk;
  private final DataFolder folder;
  private final Set<Letter.Mark> received = new HashSet<>();
  private final Set<Long> distrusted = new HashSet<>();
  private final ExecutorService readers = Executors.newCachedThreadPool(Correspondence::reader);

  /** Round another talk. */
  Correspondence(Poller.Talk talk, DataFolder folder) {
    this.talk = talk;
    this.folder = folder;
  }

  @Override
  public Answer poll(Question question) throws IOException {
    List<Letter.Mark> marks = List.copyOf(received);
    Answer answer = talk.poll(question.with(new Letters(waiting(question), marks)));
    marks.forEach(received::remove);
    answer.letters().received().forEach(this::sent);
    answer.letters().sent().forEach(this::receive);
    return answer;
  }

  private List<Letter> waiting(Question question) {
    return Stream.concat(question.held().stream().map(Held::task), question.ended().stream())
        .map(Task::id)
        .filter(task -> !distrusted.contains(task))
        .flatMap(task -> guarded(task, () -> collect(task)).orElse(List.of()).stream())
        .limit(MOST_PER_POLL)
        .toList();
  }

  private List<Letter> collect(long task) throws IOException {
    Mailbox mailbox = folder.task(task).mailbox();
    mailbox.collect();
    return mailbox.waiting().entrySet().stream()
        .map(letter -> new Letter(task, letter.getKey(), BASE64.encodeToString(letter.getValue())))
        .toList();
  }

  private void sent(Letter.Mark mark) {
    try {
      folder.task(mark.task()).mailbox().sent(mark.number());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A message is sent again.", e);
    }
  }

  private void receive(Letter letter) {
    long task = letter.mark().task();
    guarded(
            task,
            () -> {
              byte[] content = Base64.getDecoder().decode(letter.base64());
              folder.task(task).mailbox().receive(letter.mark().number(), content);
              return letter.mark();
            })
        .ifPresent(received::add);
  }

  /**
   * Does something in folders that a program may be changing at this moment. Should it manage to
   * make the agent wait there, only its own messages suffer.
   */
  private <T> Optional<T> guarded(long task, Callable<T> work) {
    Future<T> outcome = readers.submit(work);
    try {
      return Optional.of(outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "The messages of task " + task + " stay for now.", e);
    } catch (TimeoutException e) {
      distrusted.add(task);
      LOG.log(System.Logger.Level.WARNING, "The messages of task " + task + " are left alone.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static Thread reader(Runnable work) {
    Thread thread = new Thread(work, "letters");
    thread.setDaemon(true);
    return thread;
  }
}
