package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Failure;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Takes hosts' reports (BOINC: handle_results). Threads: any. */
@Singleton
public class Reports {
  private static final int MESSAGE_LIMIT = 1000;
  private static final int NAME_LIMIT = 120;

  private final Transactions transactions;
  private final Results results;
  private final Workunits workunits;
  private final Hosts hosts;
  private final Demands demands;
  private final Endings endings;
  private final Standings standings;
  private final Wake wake;

  @Inject
  Reports(
      Transactions transactions,
      Results results,
      Workunits workunits,
      Hosts hosts,
      Demands demands,
      Endings endings,
      Standings standings,
      Wake wake) {
    this.transactions = transactions;
    this.results = results;
    this.workunits = workunits;
    this.hosts = hosts;
    this.demands = demands;
    this.endings = endings;
    this.standings = standings;
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
    wake.up(PassName.TRANSITIONER);
    return reports.stream().map(Report::resultId).distinct().toList();
  }

  private void take(long hostId, List<Report> reports, Instant now) {
    List<Long> ids = reports.stream().map(Report::resultId).distinct().toList();
    Map<Long, Results.Placed> known =
        results.withIds(ids).stream()
            .filter(placed -> placed.result().host().orElse(-1) == hostId)
            .collect(Collectors.toMap(placed -> placed.result().id(), Function.identity()));
    if (known.isEmpty()) {
      return;
    }
    Hosts.Host host = hosts.withId(hostId).orElseThrow();
    Map<Long, List<NamedFile>> outputs = results.outputs(known.keySet());
    Map<Long, Demands.Effort> efforts =
        demands.efforts(
            known.values().stream().map(placed -> placed.result().workunit()).distinct().toList());
    for (Report report : reports) {
      Results.Placed placed = known.get(report.resultId());
      if (placed != null && isAwaited(placed.result())) {
        List<NamedFile> here = outputs.getOrDefault(report.resultId(), List.of());
        end(host, report, placed, here, efforts.get(placed.result().workunit()), now);
      }
    }
  }

  private static boolean isAwaited(Result result) {
    return result.serverState() == ServerState.IN_PROGRESS || result.outcome() == Outcome.NO_REPLY;
  }

  private void end(
      Hosts.Host host,
      Report report,
      Results.Placed placed,
      List<NamedFile> here,
      Demands.Effort effort,
      Instant now) {
    // First, so that of two hosts that report failures at once the second sees the first one's.
    workunits.touch(placed.result().workunit(), now);
    Endings.Ending ending =
        endings.of(report, placed, here, hosts.record(host.id()), effort.leastRun());
    Instant sent = results.sent(report.resultId()).orElse(now);
    if (!results.end(report.resultId(), ended(report, ending), now)) {
      return;
    }
    if (ending.isSuccess()) {
      standings.succeeded(host, placed, effort.flops(), Endings.elapsed(report), sent, now);
    } else {
      standings.failed(host.description(), placed.result(), ending, now);
    }
  }

  private static Results.Ended ended(Report report, Endings.Ending ending) {
    return new Results.Ended(
        ending.isSuccess() ? Outcome.SUCCESS : Outcome.CLIENT_ERROR,
        ending.isSuccess() ? ValidateState.INIT : ValidateState.INVALID,
        ending.failure().map(Failure::cause),
        report.exitStatus(),
        cut(ending.message(), MESSAGE_LIMIT),
        report.stderr(),
        cut(report.sandbox(), NAME_LIMIT),
        report.cpuSeconds(),
        report.elapsedSeconds(),
        report.peakMemoryBytes());
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }
}
