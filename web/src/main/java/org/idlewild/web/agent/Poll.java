package org.idlewild.web.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.TaskReport;
import org.idlewild.protocol.TaskStatus;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.dispatch.Appetite;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.report.Report;
import org.idlewild.web.http.Digests;
import org.idlewild.web.http.PlainName;
import org.idlewild.work.HostDescription;

/**
 * A host's poll, checked and in the stages' words.
 *
 * @param description the host as it is now
 * @param tasksWanted how many more tasks it would take
 * @param held the tasks on the host
 * @param begun those of them that it has computed for
 * @param reports the tasks that ended
 * @param files hashes of files on the host
 */
record Poll(
    HostDescription description,
    int tasksWanted,
    Set<Long> held,
    Set<Long> begun,
    List<Report> reports,
    List<String> files) {

  static Poll of(SchedulerRequest request) {
    List<TaskStatus> held = Checks.list("held", request.held());
    return new Poll(
        Facts.of(request.facts()),
        (int) Checks.count("tasksWanted", request.tasksWanted(), Checks.LIST),
        ids(held.stream()),
        ids(held.stream().filter(task -> task.cpuSeconds() > 0)),
        Checks.list("reports", request.reports()).stream().map(Reported::of).toList(),
        Checks.list("files", request.files()).stream().map(Digests::hex).toList());
  }

  private static Set<Long> ids(Stream<TaskStatus> tasks) {
    return tasks
        .map(TaskStatus::resultId)
        .map(id -> Checks.id("held.resultId", id))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same as a contact: what it reports it does not hold any more. */
  Contact contact(long host, Optional<Contact.Mark> mark) {
    Set<Long> reported = reports.stream().map(Report::resultId).collect(Collectors.toSet());
    Set<Long> left =
        held.stream().filter(id -> !reported.contains(id)).collect(Collectors.toUnmodifiableSet());
    HostRequest request =
        new HostRequest(
            host,
            description,
            Appetite.ofTasks(tasksWanted),
            Optional.of(left),
            Optional.of(begun),
            files);
    return new Contact(host, mark, reports, Optional.of(request));
  }

  /** One report. */
  static final class Reported {
    private static final int MESSAGE = 1000;
    private static final double SECONDS = 1e10;
    private static final long BYTES = 1L << 60;

    private Reported() {}

    static Report of(TaskReport report) {
      return new Report(
          Checks.id("reports.resultId", report.resultId()),
          Report.Ending.valueOf(Checks.present("reports.ending", report.ending()).name()),
          report.exitStatus(),
          Checks.text(report.message(), MESSAGE),
          Checks.tail(report.stderr(), Protocol.STDERR_LIMIT),
          Checks.measured(report.cpuSeconds(), SECONDS),
          Checks.measured(report.elapsedSeconds(), SECONDS),
          Math.max(0, Math.min(BYTES, report.peakMemoryBytes())),
          Checks.word("reports.sandbox", report.sandbox() == null ? "none" : report.sandbox()),
          Checks.list("reports.outputs", report.outputs()).stream().map(Reported::claim).toList());
    }

    private static Report.Claim claim(TaskReport.Output output) {
      return new Report.Claim(
          PlainName.of(output.name()),
          Checks.count("reports.outputs.bytes", output.bytes(), BYTES),
          Digests.hex(output.sha256()));
    }
  }
}
