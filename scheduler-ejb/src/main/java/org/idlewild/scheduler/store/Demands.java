package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Match;

/** What results of workunits ask of hosts. To be called in a transaction. */
@Singleton
public class Demands {
  private final Database database;
  private final Results results;
  private final StoredBatches batches;
  private final Catalogue catalogue;

  @Inject
  Demands(Database database, Results results, StoredBatches batches, Catalogue catalogue) {
    this.database = database;
    this.results = results;
    this.batches = batches;
    this.catalogue = catalogue;
  }

  /** What each of some workunits asks; ids of none are left out. */
  public Map<Long, Match.Demand> of(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    Map<Long, List<Results.Holder>> holders =
        results.holders(workunits).stream()
            .collect(Collectors.groupingBy(Results.Holder::workunit));
    return em().createQuery("SELECT w FROM WorkunitRow w WHERE w.id IN :ids", WorkunitRow.class)
        .setParameter("ids", workunits)
        .getResultStream()
        .collect(
            Collectors.toMap(
                row -> row.id, row -> demand(row, holders.getOrDefault(row.id, List.of()))));
  }

  /**
   * What a workunit takes.
   *
   * @param flops in floating-point operations; 0 when not known
   * @param leastRun the run time under which it cannot be right; zero when not known
   */
  public record Effort(double flops, Duration leastRun) {}

  /** What each of some workunits takes. */
  public Map<Long, Effort> efforts(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    return em().createQuery(
            "SELECT w.id, w.flopsEstimate, w.leastRunMillis FROM WorkunitRow w WHERE w.id IN :ids",
            Object[].class)
        .setParameter("ids", workunits)
        .getResultStream()
        .collect(
            Collectors.toMap(
                row -> (Long) row[0],
                row -> new Effort((Double) row[1], Duration.ofMillis((Long) row[2]))));
  }

  private Match.Demand demand(WorkunitRow row, List<Results.Holder> holders) {
    AppVersion version = catalogue.version(batches.versionOf(row.batchId));
    return new Match.Demand(
        catalogue.alternatives(version),
        catalogue.policyOf(version.id()),
        new Match.Placement(
            row.workunit(),
            row.paused,
            row.flopsEstimate,
            optional(row.targetHost),
            optional(row.targetAccount)),
        holders.stream().map(Results.Holder::host).collect(Collectors.toSet()),
        holders.stream().map(Results.Holder::account).collect(Collectors.toSet()));
  }

  private static OptionalLong optional(Long id) {
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  private EntityManager em() {
    return database.em();
  }
}
