package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.settings.StandingSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Failures;
import org.idlewild.scheduler.store.Results;
import org.idlewild.work.Failure;
import org.idlewild.work.Failure.Symptom;
import org.idlewild.work.HostRecord;
import org.idlewild.work.NamedFile;

/**
 * What a report means: a success, or whose doing the failure was. To be called in a transaction.
 */
@Singleton
class Endings {
  private static final double MOST_SECONDS = 1e10;

  private final Expectations expectations;
  private final Failures failures;
  private final Catalogue catalogue;
  private final int failingHosts;

  @Inject
  Endings(
      Expectations expectations,
      Failures failures,
      Catalogue catalogue,
      StandingSettings settings) {
    this.expectations = expectations;
    this.failures = failures;
    this.catalogue = catalogue;
    this.failingHosts = settings.failingHosts();
  }

  /**
   * How a result ended.
   *
   * @param message what is wrong with it
   * @param symptom what the failure looks like; empty for a success
   * @param failure whose doing it was; empty for a success
   * @param firstFailed the host on which the workunit failed first; empty when there is no other
   */
  record Ending(
      String message,
      Optional<Symptom> symptom,
      Optional<Failure> failure,
      Optional<Long> firstFailed) {
    boolean isSuccess() {
      return failure.isEmpty();
    }
  }

  Ending of(
      Report report,
      Results.Placed placed,
      List<NamedFile> here,
      HostRecord host,
      Duration leastRun) {
    Optional<String> lack = lack(report, placed, here, leastRun);
    if (report.ending() == Report.Ending.SUCCESS && lack.isEmpty()) {
      return new Ending(report.message(), Optional.empty(), Optional.empty(), Optional.empty());
    }
    Symptom symptom = symptom(report, placed, leastRun);
    Failures.Elsewhere elsewhere =
        failures.elsewhere(placed.result().workunit(), placed.result().host().orElseThrow());
    Failure failure =
        Failure.of(
            new Failure.Facts(
                symptom, host.isHealthy(), elsewhere.succeeded(), elsewhere.failed().size()),
            failingHosts);
    return new Ending(
        lack.orElse(report.message()),
        Optional.of(symptom),
        Optional.of(failure),
        elsewhere.failed().stream().findFirst());
  }

  private Symptom symptom(Report report, Results.Placed placed, Duration leastRun) {
    return switch (report.ending()) {
      case ABORTED -> Symptom.ABORTED;
      case SUCCESS ->
          report.exitStatus() == 0 && isTooShort(report, leastRun)
              ? Symptom.TOO_SHORT
              : Symptom.FAILED;
      case FAILED ->
          new Failure.Usage(elapsed(report), seconds(report.cpuSeconds()), report.peakMemoryBytes())
              .symptom(catalogue.version(placed.result().appVersion().orElseThrow()).limits());
    };
  }

  /** Why what a host calls a success is none. */
  private Optional<String> lack(
      Report report, Results.Placed placed, List<NamedFile> here, Duration leastRun) {
    if (report.ending() != Report.Ending.SUCCESS) {
      return Optional.empty();
    }
    if (report.exitStatus() != 0) {
      return Optional.of("the program exited with " + report.exitStatus());
    }
    if (isTooShort(report, leastRun)) {
      return Optional.of("it ended sooner than the " + leastRun.toSeconds() + " s that it takes");
    }
    return unsent(report, here).or(() -> missing(placed, here));
  }

  private static Optional<String> unsent(Report report, List<NamedFile> here) {
    return report.outputs().stream()
        .filter(claim -> here.stream().noneMatch(claim::isOf))
        .findFirst()
        .map(claim -> "the output " + claim.name() + " was reported and never uploaded");
  }

  private Optional<String> missing(Results.Placed placed, List<NamedFile> here) {
    return expectations.of(placed).stream()
        .filter(output -> output.required())
        .filter(output -> here.stream().noneMatch(file -> file.name().equals(output.name())))
        .findFirst()
        .map(output -> "the output " + output.name() + " is missing");
  }

  private static boolean isTooShort(Report report, Duration leastRun) {
    return elapsed(report).compareTo(leastRun) < 0;
  }

  static Duration elapsed(Report report) {
    return seconds(report.elapsedSeconds());
  }

  /** What a host says is bounded before anything is computed with it. */
  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, Math.min(seconds, MOST_SECONDS)) * 1000));
  }
}
