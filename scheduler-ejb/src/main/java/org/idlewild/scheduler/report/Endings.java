package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.settings.StandingSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Failures;
import org.idlewild.scheduler.store.Visit;
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
   * How a result failed.
   *
   * @param message what is wrong with it
   * @param symptom what the failure looks like
   * @param failure whose doing it was
   * @param firstFailed the host on which the workunit failed first; empty when there is no other
   */
  record Ending(String message, Symptom symptom, Failure failure, Optional<Long> firstFailed) {}

  /** Whether a result is what its host says that it is, a success. */
  boolean isSuccess(Report report, Visit.Held held, List<NamedFile> here) {
    return report.ending() == Report.Ending.SUCCESS && lack(report, held, here).isEmpty();
  }

  /** How a result that is no success ended. */
  Ending of(Report report, Visit.Held held, List<NamedFile> here, HostRecord host) {
    Symptom symptom = symptom(report, held);
    Failures.Elsewhere elsewhere =
        failures.elsewhere(held.result().workunit(), held.result().host().orElseThrow());
    Failure failure =
        Failure.of(
            new Failure.Facts(
                symptom, host.isHealthy(), elsewhere.succeeded(), elsewhere.failed().size()),
            failingHosts);
    return new Ending(
        lack(report, held, here).orElse(report.message()),
        symptom,
        failure,
        elsewhere.failed().stream().findFirst());
  }

  private Symptom symptom(Report report, Visit.Held held) {
    return switch (report.ending()) {
      case ABORTED -> Symptom.ABORTED;
      case SUCCESS ->
          report.exitStatus() == 0 && isTooShort(report, held) ? Symptom.TOO_SHORT : Symptom.FAILED;
      case FAILED ->
          new Failure.Usage(elapsed(report), seconds(report.cpuSeconds()), report.peakMemoryBytes())
              .symptom(catalogue.version(held.result().appVersion().orElseThrow()).limits());
    };
  }

  /** Why what a host calls a success is none. */
  private Optional<String> lack(Report report, Visit.Held held, List<NamedFile> here) {
    if (report.ending() != Report.Ending.SUCCESS) {
      return Optional.empty();
    }
    if (report.exitStatus() != 0) {
      return Optional.of("the program exited with " + report.exitStatus());
    }
    if (isTooShort(report, held)) {
      return Optional.of(
          "it ended sooner than the " + held.leastRun().toSeconds() + " s that it takes");
    }
    return unsent(report, here).or(() -> missing(held, here));
  }

  private static Optional<String> unsent(Report report, List<NamedFile> here) {
    return report.outputs().stream()
        .filter(claim -> here.stream().noneMatch(claim::isOf))
        .findFirst()
        .map(claim -> "the output " + claim.name() + " was reported and never uploaded");
  }

  private Optional<String> missing(Visit.Held held, List<NamedFile> here) {
    return expectations.of(held.result()).stream()
        .filter(output -> output.required())
        .filter(output -> here.stream().noneMatch(file -> file.name().equals(output.name())))
        .findFirst()
        .map(output -> "the output " + output.name() + " is missing");
  }

  private static boolean isTooShort(Report report, Visit.Held held) {
    return elapsed(report).compareTo(held.leastRun()) < 0;
  }

  static Duration elapsed(Report report) {
    return seconds(report.elapsedSeconds());
  }

  /** What a host says is bounded before anything is computed with it. */
  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, Math.min(seconds, MOST_SECONDS)) * 1000));
  }
}
