package org.idlewild.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.work.Received;

/** A result on a simulated host. */
final class Task {
  private static final int MOST_KEPT = 2;

  private final long id;
  private final boolean keeps;
  private final String answer;
  private final String sha256;
  private final Map<Integer, Message> letters = new TreeMap<>();
  private final Set<Message.Mark> heard = new LinkedHashSet<>();
  private Report.Ending ending;
  private Instant done;
  private Optional<Duration> resting = Optional.empty();
  private int offset;
  private boolean uploaded;
  private int kept;
  private int said;

  /**
   * @param order what the server wants
   * @param done when it has ended
   * @param ending how
   * @param answer what it brings
   */
  Task(Order order, Instant done, Report.Ending ending, String answer) {
    this.id = order.resultId();
    this.keeps = order.checkpoint().isPresent();
    this.done = done;
    this.ending = ending;
    this.answer = answer;
    this.sha256 = Setting.sha256(this.answer);
  }

  long id() {
    return id;
  }

  /** How long it still takes; empty while it rests. */
  Optional<Duration> left(Instant now) {
    Duration left = Duration.between(now, done);
    return resting.isPresent()
        ? Optional.empty()
        : Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  boolean isDone(Instant now) {
    return resting.isEmpty() && !now.isBefore(done);
  }

  /** What runs rests from now on. */
  void rest(Instant now) {
    if (!isDone(now) && resting.isEmpty()) {
      resting = Optional.of(Duration.between(now, done));
    }
  }

  void goOn(Instant now) {
    resting.ifPresent(left -> done = now.plus(left));
    resting = Optional.empty();
  }

  /** Whether it could send a checkpoint. */
  boolean toKeep(Instant now) {
    return keeps && kept < MOST_KEPT && resting.isEmpty() && !isDone(now);
  }

  Server.Piece checkpoint(long host, String content) {
    kept++;
    return new Server.Piece(host, id, true, Setting.sha256(content), 0, content, content.length());
  }

  /** Has something to tell its researcher. */
  void write() {
    said++;
    String text = Oracle.wordOf(id, said);
    letters.put(said, new Message(id, said, Oracle.base64(text)));
  }

  Stream<Message> letters() {
    return letters.values().stream();
  }

  /** The server has its letter. */
  void taken(int number) {
    letters.remove(number);
  }

  void hear(Message.Mark letter) {
    heard.add(letter);
  }

  Stream<Message.Mark> heard() {
    return heard.stream();
  }

  boolean toUpload(Instant now) {
    return isDone(now) && ending == Report.Ending.SUCCESS && !uploaded;
  }

  boolean toReport(Instant now) {
    return isDone(now) && (ending != Report.Ending.SUCCESS || uploaded);
  }

  /** The next piece of the upload: a half, or all that is left. */
  Server.Piece piece(long host, boolean half) {
    int end = half ? offset + (answer.length() - offset + 1) / 2 : answer.length();
    return new Server.Piece(host, id, false, sha256, offset, answer, end);
  }

  void has(Received received) {
    offset = (int) received.offset();
    uploaded = received.complete();
  }

  /** What the server wants no more is given up; what does not fit goes on where it fits. */
  void refused(Refused refusal) {
    switch (refusal.reason()) {
      case CONFLICT -> offset = (int) refusal.offset().orElse(0);
      case GONE, NOT_FOUND -> ending = Report.Ending.FAILED;
      default -> offset = 0;
    }
  }

  Report report(double seconds) {
    boolean success = ending == Report.Ending.SUCCESS;
    return new Report(
        id,
        ending,
        success ? 0 : 1,
        "",
        "",
        seconds,
        seconds,
        1 << 20,
        "namespaces",
        success ? List.of(new Report.Claim(Setting.OUTPUT, answer.length(), sha256)) : List.of());
  }
}
