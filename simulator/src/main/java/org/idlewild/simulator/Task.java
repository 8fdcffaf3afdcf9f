package org.idlewild.simulator;

import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.report.Report;
import org.idlewild.work.Received;

/** A result on a simulated host. */
final class Task {
  private final long id;
  private final Instant done;
  private final String answer;
  private final String sha256;
  private Report.Ending ending;
  private int offset;
  private boolean uploaded;

  /**
   * @param id the result's
   * @param done when it has ended
   * @param ending how
   * @param answer what it brings
   */
  Task(long id, Instant done, Report.Ending ending, String answer) {
    this.id = id;
    this.done = done;
    this.ending = ending;
    this.answer = answer;
    this.sha256 = Setting.sha256(this.answer);
  }

  long id() {
    return id;
  }

  Instant done() {
    return done;
  }

  boolean toUpload(Instant now) {
    return !now.isBefore(done) && ending == Report.Ending.SUCCESS && !uploaded;
  }

  boolean toReport(Instant now) {
    return !now.isBefore(done) && (ending != Report.Ending.SUCCESS || uploaded);
  }

  /** The next piece of the upload: a half, or all that is left. */
  Server.Piece piece(long host, boolean half) {
    int end = half ? offset + (answer.length() - offset + 1) / 2 : answer.length();
    return new Server.Piece(host, id, sha256, offset, answer, end);
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
