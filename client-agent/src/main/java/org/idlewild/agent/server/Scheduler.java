package org.idlewild.agent.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.idlewild.agent.task.Task;
import org.idlewild.protocol.EnrolReply;
import org.idlewild.protocol.EnrolRequest;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerReply;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.TaskStatus;
import org.idlewild.protocol.TaskSuspension;

/** Enrols, and polls. */
public final class Scheduler {
  private final Http http;
  private final Session session;
  private final Supplier<HostState> host;

  /** Makes one for an enrolled host. */
  public Scheduler(Http http, Session session, Supplier<HostState> host) {
    this.http = http;
    this.session = session;
    this.host = host;
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
            question.ended().stream().map(Task::report).toList());
    SchedulerReply reply =
        session.call(token -> http.post("", token, request, SchedulerReply.class));
    return new Answer(
        Duration.ofMillis(reply.nextContactMillis()),
        known(reply.orders()).stream().map(Task::of).toList(),
        known(reply.acknowledged()),
        known(reply.abort()),
        known(reply.messages()).stream().map(JsonBody::sentence).toList(),
        suspended(reply.suspend()));
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
   */
  public record Question(int wanted, List<Held> held, List<Task> ended) {}

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
   */
  public record Answer(
      Duration nextContact,
      List<Task> tasks,
      List<Long> acknowledged,
      List<Long> abort,
      List<String> messages,
      Map<Long, String> suspended) {}
}
