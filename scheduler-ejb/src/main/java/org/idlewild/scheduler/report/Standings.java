package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.idlewild.scheduler.settings.StandingSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Failures;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Visit;
import org.idlewild.work.Cause;
import org.idlewild.work.Estimate;
import org.idlewild.work.Failure;
import org.idlewild.work.HostRecord;
import org.idlewild.work.Result;

/** What the end of a result says about its host and its workunit. To be called in a transaction. */
@Singleton
class Standings {
  private final Hosts hosts;
  private final Failures failures;
  private final Catalogue catalogue;
  private final HostRecord.Rules rules;

  @Inject
  Standings(Hosts hosts, Failures failures, Catalogue catalogue, StandingSettings settings) {
    this.hosts = hosts;
    this.failures = failures;
    this.catalogue = catalogue;
    this.rules = settings.blackHole();
  }

  /**
   * Notes a success.
   *
   * @param measured how long it ran
   */
  void succeeded(Visit visit, Visit.Held held, Duration measured, Instant now) {
    long version = held.result().appVersion().orElseThrow();
    Duration turnaround = Duration.between(held.sent(), now);
    Duration estimated =
        Estimate.raw(
            held.flops(), visit.host().description(), catalogue.version(version).planClass());
    int limit = quota(version);
    visit
        .histories()
        .change(version, past -> past.succeeded(limit, turnaround).ran(estimated, measured));
    if (!visit.record().isHealthy() || visit.record().failuresInRow() > 0) {
      visit.record(hosts.record(visit.host().id(), HostRecord::succeeded));
    }
  }

  /** Notes a failure. */
  void failed(Visit visit, Result result, Endings.Ending ending, Instant now) {
    Failure failure = ending.failure();
    if (failure.cause() == Cause.HOST) {
      blame(visit, result.appVersion().orElseThrow(), ending);
    }
    if (failure.countsAgainstHost()) {
      visit.record(hosts.record(visit.host().id(), record -> record.failed(rules, now)));
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

  private void blame(Visit visit, long version, Endings.Ending ending) {
    int limit = quota(version);
    visit.histories().change(version, past -> past.failed(limit));
    if (ending.symptom() == Failure.Symptom.OUT_OF_MEMORY) {
      long given = visit.host().description().memoryBytes();
      visit.histories().change(version, past -> past.ranOutOfMemory(given));
    }
  }

  private int quota(long version) {
    return catalogue.policyOf(version).dailyQuota();
  }
}
