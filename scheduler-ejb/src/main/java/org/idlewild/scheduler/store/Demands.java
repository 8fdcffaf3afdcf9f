package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Binding;
import org.idlewild.work.Match;
import org.idlewild.work.Workunit;

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
    return needs(workunits).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> demand(each.getValue())));
  }

  /**
   * What a workunit asks and is, as it was read once.
   *
   * @param version the app version that its batch names
   * @param rowVersion of the workunit's row; while it has this nothing else has changed
   * @param hosts that have or had a result of it
   * @param users whose hosts have or had one
   */
  public record Need(
      long version,
      long rowVersion,
      Match.Placement placement,
      Set<Long> hosts,
      Set<Long> users,
      Workunits.Task task) {

    /**
     * The same after one of its results was sent.
     *
     * @param due when the host's time for it is up
     */
    public Need sentTo(Match.Offer offer, Binding binding, Instant due) {
      Workunit workunit = placement.workunit().bound(binding);
      Match.Placement bound =
          new Match.Placement(
              workunit.transitionTime().filter(due::isAfter).isPresent()
                  ? workunit
                  : workunit.due(due),
              placement.batchPaused(),
              placement.flops(),
              placement.targetHost(),
              placement.targetUser());
      return new Need(
          version, rowVersion, bound, with(hosts, offer.host()), with(users, offer.user()), task);
    }

    /** The same after its row was written once. */
    public Need written() {
      return new Need(version, rowVersion + 1, placement, hosts, users, task);
    }

    private static Set<Long> with(Set<Long> ids, long one) {
      Set<Long> more = new HashSet<>(ids);
      more.add(one);
      return Set.copyOf(more);
    }
  }

  /**
   * What each of some workunits asks, to be kept; ids of none are left out.
   *
   * <p>INVARIANT: workunits are read before their results, as {@link Workunits#load} says.
   */
  public Map<Long, Need> needs(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    List<WorkunitRow> rows =
        em().createQuery("SELECT w FROM WorkunitRow w WHERE w.id IN :ids", WorkunitRow.class)
            .setParameter("ids", workunits)
            .getResultList();
    Map<Long, List<Results.Holder>> holders =
        results.holders(workunits).stream()
            .collect(Collectors.groupingBy(Results.Holder::workunit));
    return rows.stream()
        .collect(
            Collectors.toMap(
                row -> row.id, row -> need(row, holders.getOrDefault(row.id, List.of()))));
  }

  /** The same in the words of the rules, under its app's policy of now. */
  public Match.Demand demand(Need need) {
    AppVersion version = catalogue.version(need.version());
    return new Match.Demand(
        catalogue.alternatives(version),
        catalogue.policyOf(version.id()),
        need.placement(),
        need.hosts(),
        need.users());
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

  private Need need(WorkunitRow row, List<Results.Holder> holders) {
    return new Need(
        batches.versionOf(row.batchId),
        row.version,
        new Match.Placement(
            row.workunit(),
            row.paused,
            row.flopsEstimate,
            optional(row.targetHost),
            optional(row.targetAccount)),
        holders.stream().map(Results.Holder::host).collect(Collectors.toUnmodifiableSet()),
        holders.stream().map(Results.Holder::account).collect(Collectors.toUnmodifiableSet()),
        Workunits.task(row));
  }

  private static OptionalLong optional(Long id) {
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  private EntityManager em() {
    return database.em();
  }
}
