package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.idlewild.scheduler.settings.StandingSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Failures;
import org.idlewild.scheduler.store.HostVersions;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Results;
import org.idlewild.work.Cause;
import org.idlewild.work.Estimate;
import org.idlewild.work.Failure;
import org.idlewild.work.HostDescription;
import org.idlewild.work.HostRecord;
import org.idlewild.work.Result;

/** What the end of a result says about its host and its workunit. To be called in a transaction. */
@Singleton
class Standings {
  private final Hosts hosts;
  private final HostVersions versions;
  private final Failures failures;
  private final Catalogue catalogue;
  private final HostRecord.Rules rules;

  @Inject
  Standings(
      Hosts hosts,
      HostVersions versions,
      Failures failures,
      Catalogue catalogue,
      StandingSettings settings) {
    this.hosts = hosts;
    this.versions = versions;
    this.failures = failures;
    this.catalogue = catalogue;
    this.rules = settings.blackHole();
  }

  /**
   * Notes a success.
   *
   * @param flops what the workunit takes; 0 when not known
   * @param measured how long it ran
   */
  void succeeded(
      Hosts.Host host,
      Results.Placed placed,
      double flops,
      Duration measured,
      Instant sent,
      Instant now) {
    long version = placed.result().appVersion().orElseThrow();
    Duration estimated =
        Estimate.raw(flops, host.description(), catalogue.version(version).planClass());
    versions.succeeded(host.id(), version, Duration.between(sent, now), estimated, measured);
    HostRecord record = hosts.record(host.id());
    if (!record.isHealthy() || record.failuresInRow() > 0) {
      hosts.record(host.id(), HostRecord::succeeded);
    }
  }

  /** Notes a failure. */
  void failed(HostDescription host, Result result, Endings.Ending ending, Instant now) {
    Failure failure = ending.failure().orElseThrow();
    long id = result.host().orElseThrow();
    long version = result.appVersion().orElseThrow();
    if (failure.cause() == Cause.HOST) {
      versions.failed(id, version);
    }
    if (failure.cause() == Cause.HOST
        && ending.symptom().filter(Failure.Symptom.OUT_OF_MEMORY::equals).isPresent()) {
      versions.ranOutOfMemory(id, version, host.memoryBytes());
    }
    if (failure.countsAgainstHost()) {
      hosts.record(id, record -> record.failed(rules, now));
    }
    failure
        .hold()
        .ifPresent(
            why -> {
              failures.hold(result.workunit(), why, now);
              // Of those before, only the first counted against its host.
              ending
                  .firstFailed()
                  .ifPresent(first -> hosts.record(first, record -> record.forgiven(rules)));
            });
  }
}
