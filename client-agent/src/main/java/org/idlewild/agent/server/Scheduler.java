package org.idlewild.agent.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.idlewild.agent.files.FileCache;
import org.idlewild.agent.files.Letter;
import org.idlewild.agent.task.Task;
import org.idlewild.protocol.EnrolReply;
import org.idlewild.protocol.EnrolRequest;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerReply;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.TaskStatus;
import org.idlewild.protocol.TaskSuspension;
import org.idlewild.protocol.Trickle;
import org.idlewild.protocol.TrickleMark;

/** Enrols, and polls. */
public final class Scheduler {
  private final Http http;
  private final Session session;
  private final PollCounter counter;
  private final Supplier<HostState> host;
  private final FileCache files;

  /** Whether the last answer asked for the files that are here. */
  private volatile boolean tellFiles;

  /** Makes one for an enrolled host. */
  public Scheduler(
      Http http, Session session, PollCounter counter, Supplier<HostState> host, FileCache files) {
    this.http = http;
    this.session = session;
    this.counter = counter;
    this.host = host;
    this.files = files;
  }

  /**
   * Enrols a host.
   *
   * @return the host's number from now on
   */
  public static long enrol(Http http, Identity identity, String token, HostState host)
      throws IOException {
    String proof = identity.sign(Protocol.enrolmentProof(token, identity.publicKey()));
    EnrolRequest request =
        new EnrolRequest(Protocol.VERSION, token, identity.publicKey(), proof, host.message());
    return http.post(Protocol.ENROL, request, EnrolReply.class).hostId();
  }

  /** Polls. */
  public Answer poll(Question question) throws IOException {
    SchedulerRequest request =
        new SchedulerRequest(
            Protocol.VERSION,
            host.get().message(),
            question.wanted(),
            question.held().stream().map(Held::message).toList(),
            question.ended().stream().map(Task::report).toList(),
            question.letters().sent().stream().map(Scheduler::trickle).toList(),
            question.letters().received().stream()
                .map(mark -> new TrickleMark(mark.task(), mark.number()))
                .toList(),
            counter.next(),
            tellFiles ? files.newest(Protocol.FILES_LIMIT) : null);
    SchedulerReply reply =
        session.call(token -> http.post("", token, request, SchedulerReply.class));
    tellFiles = reply.files();
    return new Answer(
        Duration.ofMillis(reply.nextContactMillis()),
        known(reply.orders()).stream().map(Task::of).toList(),
        known(reply.acknowledged()),
        known(reply.abort()),
        known(reply.messages()).stream().map(JsonBody::sentence).toList(),
        suspended(reply.suspend()),
        new Letters(
            known(reply.trickles()).stream().map(Scheduler::letter).toList(),
            known(reply.trickled()).stream()
                .map(mark -> new Letter.Mark(mark.resultId(), mark.number()))
                .toList()));
  }

  private static Trickle trickle(Letter letter) {
    return new Trickle(letter.mark().task(), letter.mark().number(), letter.base64());
  }

  private static Letter letter(Trickle trickle) {
    return new Letter(trickle.resultId(), trickle.number(), String.valueOf(trickle.content()));
  }

  private static Map<Long, String> suspended(List<TaskSuspension> list) {
    return known(list).stream()
        .collect(
            Collectors.toUnmodifiableMap(
                TaskSuspension::resultId,
                rest -> JsonBody.sentence(String.valueOf(rest.reason())),
                (one, other) -> one));
  }

  /** A list may be missing altogether. */
  private static <T> List<T> known(List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  /**
   * What the agent says and asks.
   *
   * @param wanted how many more tasks it would take
   * @param held the tasks that are not ended
   * @param ended those that are, with their reports
   * @param letters of tasks, and those that have come for tasks
   */
  public record Question(int wanted, List<Held> held, List<Task> ended, Letters letters) {
    /** One without letters. */
    public Question(int wanted, List<Held> held, List<Task> ended) {
      this(wanted, held, ended, Letters.NONE);
    }

    /** The same with letters. */
    public Question with(Letters some) {
      return new Question(wanted, held, ended, some);
    }
  }

  /**
   * Letters one way, and marks of those that have come the other way.
   *
   * @param sent the letters
   * @param received the marks
   */
  public record Letters(List<Letter> sent, List<Letter.Mark> received) {
    /** None at all. */
    public static final Letters NONE = new Letters(List.of(), List.of());
  }

  /**
   * A task that is held.
   *
   * @param task the task
   * @param cpuSeconds used so far
   */
  public record Held(Task task, double cpuSeconds) {
    private TaskStatus message() {
      return new TaskStatus(task.id(), task.state().name(), cpuSeconds);
    }
  }

  /**
   * What the server answers.
   *
   * @param nextContact when to poll again
   * @param tasks new ones, or known ones sent again
   * @param acknowledged ended tasks to forget
   * @param abort tasks to stop and forget
   * @param messages sentences for the log
   * @param suspended tasks that are to rest, and why; all others go on
   * @param letters for tasks, and which of theirs have come
   */
  public record Answer(
      Duration nextContact,
      List<Task> tasks,
      List<Long> acknowledged,
      List<Long> abort,
      List<String> messages,
      Map<Long, String> suspended,
      Letters letters) {}
}
