package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.decision.Decisions;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Visit;
import org.idlewild.scheduler.store.Visits;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * Takes hosts' reports (BOINC: handle_results), those of many hosts together. To be called in a
 * transaction.
 */
@Singleton
public class Reports {
  private static final int MESSAGE_LIMIT = 1000;
  private static final int NAME_LIMIT = 120;

  private final Results results;
  private final Workunits workunits;
  private final Visits visits;
  private final Expectations expectations;
  private final Endings endings;
  private final Standings standings;
  private final Decisions decisions;

  @Inject
  Reports(
      Results results,
      Workunits workunits,
      Visits visits,
      Expectations expectations,
      Endings endings,
      Standings standings,
      Decisions decisions) {
    this.results = results;
    this.workunits = workunits;
    this.visits = visits;
    this.expectations = expectations;
    this.endings = endings;
    this.standings = standings;
    this.decisions = decisions;
  }

  /** What a host reports. */
  public record Told(Visit visit, List<Report> reports) {}

  /** A report of a result that the server still wants to hear of. */
  private record Awaited(Visit visit, Report report, Visit.Held held) {
    long workunit() {
      return held.result().workunit();
    }
  }

  /**
   * Takes reports, and decides what follows for their workunits. One about a result that is
   * unknown, another host's, or reported before is dropped: the host can do nothing better than
   * forget it.
   */
  public Taken take(List<Told> all, Instant now) {
    List<Awaited> awaited = awaited(all);
    if (awaited.isEmpty()) {
      return Taken.NOTHING;
    }
    Map<Long, List<NamedFile>> outputs = outputs(awaited);
    List<Long> failing =
        awaited.stream()
            .filter(each -> !isSuccess(each, outputs))
            .map(Awaited::workunit)
            .distinct()
            .toList();
    // First, so that of two hosts that report failures at once the second sees the first one's.
    workunits.hold(failing);
    List<Results.Ending> successes = new ArrayList<>();
    for (Awaited each : awaited) {
      if (isSuccess(each, outputs)) {
        successes.add(success(each, now));
      } else {
        end(successes, now);
        fail(each, here(each, outputs), now);
      }
      each.visit().ended(each.report().resultId());
    }
    end(successes, now);
    List<Decision> decided =
        workunits.load(awaited.stream().map(Awaited::workunit).distinct().toList()).stream()
            .map(whole -> decisions.of(whole, now))
            .toList();
    decisions.write(decided, now);
    Faults.at(Point.REPORTS_WRITTEN);
    return Taken.of(decided);
  }

  private static List<NamedFile> here(Awaited each, Map<Long, List<NamedFile>> outputs) {
    return outputs.getOrDefault(each.report().resultId(), List.of());
  }

  private boolean isSuccess(Awaited each, Map<Long, List<NamedFile>> outputs) {
    return endings.isSuccess(each.report(), each.held(), here(each, outputs));
  }

  private List<Awaited> awaited(List<Told> all) {
    Map<Long, Visit.Held> late = late(all);
    Set<Long> seen = new HashSet<>();
    List<Awaited> awaited = new ArrayList<>();
    for (Told told : all) {
      long host = told.visit().host().id();
      for (Report report : told.reports()) {
        told.visit()
            .inProgress(report.resultId())
            .or(() -> Optional.ofNullable(late.get(report.resultId())))
            .filter(held -> held.result().host().orElse(-1) == host && isAwaited(held.result()))
            .filter(held -> seen.add(report.resultId()))
            .ifPresent(held -> awaited.add(new Awaited(told.visit(), report, held)));
      }
    }
    return awaited;
  }

  /** What is reported and not in progress where it comes from. */
  private Map<Long, Visit.Held> late(List<Told> all) {
    List<Long> ids =
        all.stream()
            .flatMap(
                told ->
                    told.reports().stream()
                        .map(Report::resultId)
                        .filter(id -> told.visit().inProgress(id).isEmpty()))
            .distinct()
            .toList();
    return visits.results(ids).stream()
        .collect(Collectors.toMap(held -> held.result().id(), Function.identity()));
  }

  private static boolean isAwaited(Result result) {
    return result.serverState() == ServerState.IN_PROGRESS || result.outcome() == Outcome.NO_REPLY;
  }

  /** Of results whose app version makes none there are none. */
  private Map<Long, List<NamedFile>> outputs(Collection<Awaited> awaited) {
    return results.outputs(
        awaited.stream()
            .map(each -> each.held().result())
            .filter(result -> !expectations.of(result).isEmpty())
            .map(Result::id)
            .toList());
  }

  private Results.Ending success(Awaited each, Instant now) {
    standings.succeeded(each.visit(), each.held(), Endings.elapsed(each.report()), now);
    return new Results.Ending(
        each.report().resultId(),
        ended(each.report(), Outcome.SUCCESS, ValidateState.INIT, each.report().message()));
  }

  private void end(List<Results.Ending> some, Instant now) {
    if (!some.isEmpty()) {
      results.end(some, now);
      some.clear();
      Faults.at(Point.REPORT_NOTED);
    }
  }

  private void fail(Awaited each, List<NamedFile> here, Instant now) {
    Endings.Ending ending = endings.of(each.report(), each.held(), here, each.visit().record());
    Results.Ended ended =
        ended(each.report(), Outcome.CLIENT_ERROR, ValidateState.INVALID, ending.message())
            .dueTo(ending.failure().cause());
    end(new ArrayList<>(List.of(new Results.Ending(each.report().resultId(), ended))), now);
    standings.failed(each.visit(), each.held().result(), ending, now);
  }

  private static Results.Ended ended(
      Report report, Outcome outcome, ValidateState validateState, String message) {
    return new Results.Ended(
        outcome,
        validateState,
        Optional.empty(),
        report.exitStatus(),
        cut(message, MESSAGE_LIMIT),
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
