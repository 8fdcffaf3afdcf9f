package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Cause;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Outcome;
import org.idlewild.work.ValidateState;

/** Takes hosts' reports (BOINC: handle_results). Threads: any. */
@Singleton
public class Reports {
  private static final int MESSAGE_LIMIT = 1000;
  private static final int NAME_LIMIT = 120;

  private final Transactions transactions;
  private final Results results;
  private final Workunits workunits;
  private final Expectations expectations;
  private final Wake wake;

  @Inject
  Reports(
      Transactions transactions,
      Results results,
      Workunits workunits,
      Expectations expectations,
      Wake wake) {
    this.transactions = transactions;
    this.results = results;
    this.workunits = workunits;
    this.expectations = expectations;
    this.wake = wake;
  }

  /**
   * Takes reports. One about a result that is unknown, another host's, or reported before is
   * acknowledged and dropped: the host can do nothing better than forget it.
   *
   * @return the results whose reports the host can forget
   */
  public List<Long> report(long hostId, List<Report> reports, Instant now) {
    if (reports.isEmpty()) {
      return List.of();
    }
    transactions.run(() -> take(hostId, reports, now));
    Faults.at(Point.REPORTS_TAKEN);
    wake.up(PassName.TRANSITIONER);
    Faults.at(Point.REPORTS_ANNOUNCED);
    return reports.stream().map(Report::resultId).distinct().toList();
  }

  private void take(long hostId, List<Report> reports, Instant now) {
    List<Long> ids = reports.stream().map(Report::resultId).distinct().toList();
    Map<Long, Results.Placed> known =
        results.withIds(ids).stream()
            .filter(placed -> placed.result().host().orElse(-1) == hostId)
            .collect(Collectors.toMap(placed -> placed.result().id(), Function.identity()));
    Map<Long, List<NamedFile>> outputs = results.outputs(known.keySet());
    for (Report report : reports) {
      Results.Placed placed = known.get(report.resultId());
      if (placed != null) {
        List<NamedFile> here = outputs.getOrDefault(report.resultId(), List.of());
        if (results.end(report.resultId(), ended(report, placed, here), now)) {
          Faults.at(Point.REPORT_NOTED);
          workunits.touch(placed.result().workunit(), now);
          Faults.at(Point.REPORT_TOUCHED);
        }
      }
    }
    Faults.at(Point.REPORTS_WRITTEN);
  }

  private Results.Ended ended(Report report, Results.Placed placed, List<NamedFile> here) {
    Optional<String> lack = lack(report, placed, here);
    boolean success = report.ending() == Report.Ending.SUCCESS && lack.isEmpty();
    return new Results.Ended(
        success ? Outcome.SUCCESS : Outcome.CLIENT_ERROR,
        success ? ValidateState.INIT : ValidateState.INVALID,
        success ? Optional.empty() : Optional.of(cause(report)),
        report.exitStatus(),
        cut(success ? report.message() : lack.orElse(report.message()), MESSAGE_LIMIT),
        report.stderr(),
        cut(report.sandbox(), NAME_LIMIT),
        report.cpuSeconds(),
        report.elapsedSeconds(),
        report.peakMemoryBytes());
  }

  private static Cause cause(Report report) {
    return report.ending() == Report.Ending.ABORTED ? Cause.USER : Cause.HOST;
  }

  /** Why what a host calls a success is none. */
  private Optional<String> lack(Report report, Results.Placed placed, List<NamedFile> here) {
    if (report.ending() != Report.Ending.SUCCESS) {
      return Optional.empty();
    }
    if (report.exitStatus() != 0) {
      return Optional.of("the program exited with " + report.exitStatus());
    }
    for (Report.Claim claim : report.outputs()) {
      boolean uploaded =
          here.stream()
              .anyMatch(
                  file ->
                      file.name().equals(claim.name())
                          && file.content().sha256().equals(claim.sha256()));
      if (!uploaded) {
        return Optional.of("the output " + claim.name() + " was reported and never uploaded");
      }
    }
    return expectations.of(placed).stream()
        .filter(output -> output.required())
        .filter(output -> here.stream().noneMatch(file -> file.name().equals(output.name())))
        .findFirst()
        .map(output -> "the output " + output.name() + " is missing");
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }
}
