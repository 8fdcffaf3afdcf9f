package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.Cause;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Slice;
import org.idlewild.work.StoredFile;
import org.idlewild.work.ValidateState;

/** Results on their way to hosts and back. To be called in a transaction. */
@Singleton
public class Results {
  private final Database database;

  @Inject
  Results(Database database) {
    this.database = database;
  }

  /** Who has or had a result of a workunit. */
  public record Holder(long workunit, long host, long account) {}

  /** A result and where it belongs. */
  public record Placed(Result result, long batch) {}

  /** What a host says about a result that ended. */
  public record Ended(
      Outcome outcome,
      ValidateState validateState,
      Optional<Cause> cause,
      int exitStatus,
      String message,
      String stderr,
      String sandbox,
      double cpuSeconds,
      double elapsedSeconds,
      long peakMemoryBytes) {}

  /** Everybody who has or had a result of some workunits. */
  public List<Holder> holders(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return List.of();
    }
    return em().createQuery(
            "SELECT r.workunitId, r.hostId, r.accountId FROM ResultRow r"
                + " WHERE r.workunitId IN :ids AND r.hostId IS NOT NULL",
            Object[].class)
        .setParameter("ids", workunits)
        .getResultStream()
        .map(row -> new Holder((Long) row[0], (Long) row[1], (Long) row[2]))
        .toList();
  }

  /** Gives a result to a host; false when it is no longer unsent. */
  public boolean send(
      long result, long host, long account, long appVersion, Instant now, Instant deadline) {
    return em().createNativeQuery(
                "UPDATE result SET server_state = ?, host_id = ?, account_id = ?,"
                    + " app_version_id = ?, sent = ?,"
                    + " report_deadline = ?, version = version + 1"
                    + " WHERE id = ? AND server_state = ?")
            .setParameter(1, ServerState.IN_PROGRESS.ordinal())
            .setParameter(2, host)
            .setParameter(3, account)
            .setParameter(4, appVersion)
            .setParameter(5, now.toEpochMilli())
            .setParameter(6, deadline.toEpochMilli())
            .setParameter(7, result)
            .setParameter(8, ServerState.UNSENT.ordinal())
            .executeUpdate()
        == 1;
  }

  /** What the server thinks a host has. */
  public List<Placed> inProgressAt(long host, int limit) {
    return em().createQuery(
            "SELECT r FROM ResultRow r WHERE r.hostId = :host AND r.serverState = :inProgress"
                + " ORDER BY r.id",
            ResultRow.class)
        .setParameter("host", host)
        .setParameter("inProgress", ServerState.IN_PROGRESS)
        .setMaxResults(limit)
        .getResultStream()
        .map(Results::placed)
        .toList();
  }

  public Optional<Placed> withId(long id) {
    return Optional.ofNullable(em().find(ResultRow.class, id)).map(Results::placed);
  }

  /** When a result that has been loaded in this transaction was sent. */
  public Optional<Instant> sent(long id) {
    return Optional.ofNullable(em().find(ResultRow.class, id).sent).map(Instant::ofEpochMilli);
  }

  public List<Placed> withIds(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return em().createQuery("SELECT r FROM ResultRow r WHERE r.id IN :ids", ResultRow.class)
        .setParameter("ids", ids)
        .getResultStream()
        .map(Results::placed)
        .toList();
  }

  /** Takes a host's report, once; only while the server waits for it or gave up waiting. */
  public boolean end(long id, Ended ended, Instant now) {
    ResultRow row = em().find(ResultRow.class, id);
    if (!row.isAwaited()) {
      return false;
    }
    row.end(ended, now.toEpochMilli());
    Faults.at(Point.RESULT_ENDED);
    if (!ended.stderr().isEmpty()) {
      em().createNativeQuery("DELETE FROM result_stderr WHERE result_id = ?")
          .setParameter(1, id)
          .executeUpdate();
      Faults.at(Point.STDERR_CLEARED);
      em().createNativeQuery("INSERT INTO result_stderr (result_id, content) VALUES (?, ?)")
          .setParameter(1, id)
          .setParameter(2, ended.stderr())
          .executeUpdate();
      Faults.at(Point.STDERR_ADDED);
    }
    return true;
  }

  /**
   * Ends a result that a host has lost and nobody needs; false when it is no longer in progress.
   */
  public boolean drop(long id) {
    return em().createNativeQuery(
                "UPDATE result SET server_state = ?, outcome = ?, version = version + 1"
                    + " WHERE id = ? AND server_state = ?")
            .setParameter(1, ServerState.OVER.ordinal())
            .setParameter(2, Outcome.DIDNT_NEED.ordinal())
            .setParameter(3, id)
            .setParameter(4, ServerState.IN_PROGRESS.ordinal())
            .executeUpdate()
        == 1;
  }

  /** Ends all that a host has, and makes the workunits due: its owner gave it up. */
  public void detach(long host, Instant now) {
    em().createNativeQuery(
            "UPDATE workunit SET transition_time = ?, version = version + 1 WHERE id IN"
                + " (SELECT workunit_id FROM result WHERE host_id = ? AND server_state = ?)")
        .setParameter(1, now.toEpochMilli())
        .setParameter(2, host)
        .setParameter(3, ServerState.IN_PROGRESS.ordinal())
        .executeUpdate();
    em().createNativeQuery(
            "UPDATE result SET server_state = ?, outcome = ?, version = version + 1"
                + " WHERE host_id = ? AND server_state = ?")
        .setParameter(1, ServerState.OVER.ordinal())
        .setParameter(2, Outcome.CLIENT_DETACHED.ordinal())
        .setParameter(3, host)
        .setParameter(4, ServerState.IN_PROGRESS.ordinal())
        .executeUpdate();
  }

  /**
   * Notes an output that came; one that came before is replaced. One that comes after its result's
   * outputs were released is released as well, unless a report takes it up before.
   *
   * @param release when such a one may go
   * @throws Refused GONE when there is no such result any more
   */
  public void addOutput(long result, NamedFile output, Instant release) {
    if (!reopened(result, release)) {
      throw new Refused(Refused.Reason.GONE, "result " + result + " is no longer awaited");
    }
    em().createNativeQuery("DELETE FROM result_output WHERE result_id = ? AND name = ?")
        .setParameter(1, result)
        .setParameter(2, output.name())
        .executeUpdate();
    Faults.at(Point.OUTPUT_CLEARED);
    em().createNativeQuery(
            "INSERT INTO result_output (result_id, name, sha256, bytes) VALUES (?, ?, ?, ?)")
        .setParameter(1, result)
        .setParameter(2, output.name())
        .setParameter(3, output.content().sha256())
        .setParameter(4, output.content().bytes())
        .executeUpdate();
  }

  /** The time is written first: MySQL reads columns as those before it in the list left them. */
  private boolean reopened(long result, Instant release) {
    return em().createNativeQuery(
                "UPDATE result SET version = version + 1,"
                    + " delete_after = CASE WHEN file_delete_state = ? THEN delete_after ELSE ? END,"
                    + " file_delete_state = CASE WHEN file_delete_state = ? THEN ? ELSE ? END"
                    + " WHERE id = ?")
            .setParameter(1, FileDeleteState.INIT.ordinal())
            .setParameter(2, release.toEpochMilli())
            .setParameter(3, FileDeleteState.INIT.ordinal())
            .setParameter(4, FileDeleteState.INIT.ordinal())
            .setParameter(5, FileDeleteState.READY.ordinal())
            .setParameter(6, result)
            .executeUpdate()
        == 1;
  }

  /** The outputs of some results. */
  public Map<Long, List<NamedFile>> outputs(Collection<Long> results) {
    if (results.isEmpty()) {
      return Map.of();
    }
    String places = String.join(", ", Collections.nCopies(results.size(), "?"));
    Query query =
        em().createNativeQuery(
                "SELECT result_id, name, sha256, bytes FROM result_output WHERE result_id IN ("
                    + places
                    + ")");
    int place = 1;
    for (long result : results) {
      query.setParameter(place++, result);
    }
    List<?> rows = query.getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .collect(
            Collectors.groupingBy(
                row -> ((Number) row[0]).longValue(),
                Collectors.mapping(Results::output, Collectors.toList())));
  }

  private static NamedFile output(Object[] row) {
    return new NamedFile(
        (String) row[1], new StoredFile((String) row[2], ((Number) row[3]).longValue()));
  }

  /** Claims a result's outputs for deletion; false when a report has taken them up meanwhile. */
  public boolean claimOutputs(long result) {
    return em().createNativeQuery(
                "UPDATE result SET file_delete_state = ?, delete_after = NULL, delete_tries = 0,"
                    + " version = version + 1 WHERE id = ? AND file_delete_state IN (?, ?)")
            .setParameter(1, FileDeleteState.DONE.ordinal())
            .setParameter(2, result)
            .setParameter(3, FileDeleteState.READY.ordinal())
            .setParameter(4, FileDeleteState.ERROR.ordinal())
            .executeUpdate()
        == 1;
  }

  /** Forgets a result's outputs. */
  public void dropOutputs(long result) {
    em().createNativeQuery("DELETE FROM result_output WHERE result_id = ?")
        .setParameter(1, result)
        .executeUpdate();
    Faults.at(Point.OUTPUT_ROWS_DELETED);
  }

  /** Results whose outputs may go now: released, or not to be deleted the last time. */
  public List<Long> toDelete(Slice slice, int limit, Instant now) {
    return em().createQuery(
            "SELECT r.id FROM ResultRow r WHERE r.fileDeleteState IN :states"
                + " AND MOD(r.id, :count) = :index"
                + " AND (r.deleteAfter IS NULL OR r.deleteAfter <= :now) ORDER BY r.id",
            Long.class)
        .setParameter("states", List.of(FileDeleteState.READY, FileDeleteState.ERROR))
        .setParameter("now", now.toEpochMilli())
        .setParameter("count", slice.count())
        .setParameter("index", slice.index())
        .setMaxResults(limit)
        .getResultList();
  }

  static Placed placed(ResultRow row) {
    return new Placed(row.result(), row.batchId);
  }

  private EntityManager em() {
    return database.em();
  }
}
