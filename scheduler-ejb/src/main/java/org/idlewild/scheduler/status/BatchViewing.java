package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Pauses;
import org.idlewild.scheduler.store.Results;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Batch;
import org.idlewild.work.Result;

/** Puts names to a batch's ids. To be called in a transaction. */
@Singleton
class BatchViewing {
  private final Catalogue catalogue;
  private final Identities identities;
  private final Hosts hosts;
  private final Pauses pauses;

  @Inject
  BatchViewing(Catalogue catalogue, Identities identities, Hosts hosts, Pauses pauses) {
    this.catalogue = catalogue;
    this.identities = identities;
    this.hosts = hosts;
    this.pauses = pauses;
  }

  BatchView view(Batch batch, org.idlewild.work.Progress progress) {
    AppVersion version = catalogue.version(batch.appVersion());
    return new BatchView(
        batch.id(),
        batch.name(),
        catalogue.app(batch.app()).name(),
        version.version(),
        identities.withId(batch.owner()).map(Identities.Account::name).orElse(""),
        batch.created(),
        batch.quorum(),
        state(batch),
        batch.output(),
        batch.ended(),
        Progress.of(progress),
        !pauses.paused(List.of(batch.id())).isEmpty());
  }

  private static String state(Batch batch) {
    if (batch.cancelled()) {
      return "CANCELLED";
    }
    return batch.ended().isPresent() ? "COMPLETE" : "RUNNING";
  }

  Map<Long, String> hostNames(List<Results.Entry> entries) {
    return hosts.names(
        entries.stream()
            .flatMap(entry -> entry.placed().result().host().stream().boxed())
            .distinct()
            .toList());
  }

  static ResultView view(Results.Entry entry, Map<Long, String> hosts) {
    Result result = entry.placed().result();
    Optional<Long> host = result.host().stream().boxed().findFirst();
    return new ResultView(
        result.id(),
        result.workunit(),
        entry.position(),
        host,
        host.map(hosts::get),
        result.serverState(),
        result.outcome(),
        result.validateState(),
        entry.exitStatus(),
        entry.message(),
        entry.sandbox(),
        entry.cpuSeconds(),
        entry.elapsedSeconds(),
        entry.sent(),
        entry.received());
  }
}
