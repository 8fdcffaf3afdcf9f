package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.ArrivingBatches;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Pauses;
import org.idlewild.scheduler.store.ResultPages;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Batch;
import org.idlewild.work.Result;
import org.idlewild.work.Terms;
import org.idlewild.work.Workunit;

/** Puts names to a batch's ids. To be called in a transaction. */
@Singleton
class BatchViewing {
  private final Catalogue catalogue;
  private final Identities identities;
  private final Hosts hosts;
  private final Pauses pauses;
  private final Archives archives;
  private final ArrivingBatches arriving;

  @Inject
  BatchViewing(
      Catalogue catalogue,
      Identities identities,
      Hosts hosts,
      Pauses pauses,
      Archives archives,
      ArrivingBatches arriving) {
    this.catalogue = catalogue;
    this.identities = identities;
    this.hosts = hosts;
    this.pauses = pauses;
    this.archives = archives;
    this.arriving = arriving;
  }

  BatchView view(Batch batch, org.idlewild.work.Progress progress) {
    AppVersion version = catalogue.version(batch.appVersion());
    Archives.Fate fate = archives.fate(batch.id());
    return new BatchView(
        batch.id(),
        batch.name(),
        catalogue.app(batch.app()).name(),
        version.version(),
        nameOf(batch.owner()),
        batch.created(),
        batch.quorum(),
        fate.retired().isPresent() ? "RETIRED" : state(batch),
        batch.output(),
        batch.ended(),
        Progress.of(progress),
        !pauses.paused(List.of(batch.id())).isEmpty(),
        !arriving.among(List.of(batch.id())).isEmpty(),
        fate.archived());
  }

  private static String state(Batch batch) {
    if (batch.cancelled()) {
      return "CANCELLED";
    }
    return batch.ended().isPresent() ? "COMPLETE" : "RUNNING";
  }

  WorkunitView view(WorkunitPages.Entry entry) {
    Workunit workunit = entry.workunit();
    Terms terms = entry.terms();
    return new WorkunitView(
        workunit.id(),
        entry.task().position(),
        entry.task().parameter(),
        workunit.errors(),
        workunit.canonicalResult().stream().boxed().findFirst(),
        workunit.assimilateState(),
        workunit.fileDeleteState(),
        entry.results(),
        workunit.hold(),
        terms.flopsEstimate(),
        terms.leastRun().toSeconds(),
        terms.target().host().stream().boxed().findFirst(),
        terms.target().user().stream().boxed().findFirst().map(this::nameOf),
        workunit.hostClass());
  }

  private String nameOf(long account) {
    return identities.withId(account).map(Identities.Account::name).orElse("");
  }

  /** Refuses what needs the workunits of a batch that left the database. */
  void requireHere(long batch) {
    if (archives.fate(batch).archived().isPresent()) {
      throw new Refused(
          Refused.Reason.GONE, "the workunits of batch " + batch + " are in the server's archive");
    }
  }

  Map<Long, String> hostNames(List<ResultPages.Entry> entries) {
    return hosts.names(
        entries.stream()
            .flatMap(entry -> entry.placed().result().host().stream().boxed())
            .distinct()
            .toList());
  }

  static ResultView view(ResultPages.Entry entry, Map<Long, String> hosts) {
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
        result.cause(),
        entry.exitStatus(),
        entry.message(),
        entry.sandbox(),
        entry.cpuSeconds(),
        entry.elapsedSeconds(),
        entry.sent(),
        entry.received());
  }
}
