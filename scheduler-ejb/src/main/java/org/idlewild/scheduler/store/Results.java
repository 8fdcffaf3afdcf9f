package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Sql sql;

  @Inject
  Results(Database database, Sql sql) {
    this.database = database;
    this.sql = sql;
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
      long peakMemoryBytes) {

    /** The same, somebody's doing. */
    public Ended dueTo(Cause whose) {
      return new Ended(
          outcome,
          validateState,
          Optional.of(whose),
          exitStatus,
          message,
          stderr,
          sandbox,
          cpuSeconds,
          elapsedSeconds,
          peakMemoryBytes);
    }
  }

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

  /**
   * A result that a host gets.
   *
   * @param account the host's owner
   */
  public record Sent(
      long result, long workunit, long host, long account, long appVersion, Instant deadline) {}

  /** Gives results to hosts; false when one of them is no longer unsent. */
  public boolean send(List<Sent> all, Instant now) {
    return all.isEmpty()
        || RowUpdate.of("result", all.stream().map(Sent::result).toList())
                .set("server_state", ServerState.IN_PROGRESS.ordinal())
                .setEach("host_id", all.stream().map(Sent::host).toList())
                .setEach("account_id", all.stream().map(Sent::account).toList())
                .setEach("app_version_id", all.stream().map(Sent::appVersion).toList())
                .set("sent", now.toEpochMilli())
                .setEach(
                    "report_deadline",
                    all.stream().map(each -> each.deadline().toEpochMilli()).toList())
                .setting("version = version + 1")
                .onlyWhile("server_state = ?", ServerState.UNSENT.ordinal())
                .run(sql)
            == all.size();
  }

  /** Those of some results that this transaction has given to their hosts. */
  public Set<Long> sentNow(List<Sent> some, Instant now) {
    Map<Long, Long> hosts = some.stream().collect(Collectors.toMap(Sent::result, Sent::host));
    List<Object> values = new ArrayList<>(hosts.keySet());
    values.add(ServerState.IN_PROGRESS.ordinal());
    values.add(now.toEpochMilli());
    Set<Long> ours = new HashSet<>();
    sql
        .list(
            "SELECT id, host_id FROM result WHERE id IN "
                + Sql.places(hosts.size())
                + " AND server_state = ? AND sent = ?",
            values,
            row -> new long[] {row.getLong(1), row.getLong(2)})
        .stream()
        .filter(row -> hosts.get(row[0]) == row[1])
        .forEach(row -> ours.add(row[0]));
    return ours;
  }

  /** Those of some results that can be sent. */
  public Set<Long> unsent(Collection<Long> ids) {
    List<Object> values = new ArrayList<>(ids);
    values.add(ServerState.UNSENT.ordinal());
    return Set.copyOf(
        sql.list(
            "SELECT id FROM result WHERE id IN " + Sql.places(ids.size()) + " AND server_state = ?",
            values,
            row -> row.getLong(1)));
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

  /** A result that ended, as its host says. */
  public record Ending(long result, Ended ended) {}

  /**
   * Takes hosts' reports of results that were found to be awaited in this transaction; a result
   * that is awaited no more undoes it.
   */
  public void end(List<Ending> all, Instant now) {
    if (all.isEmpty()) {
      return;
    }
    // A host that was given up may bring outputs after those of its result were released.
    int ended =
        RowUpdate.of("result", all.stream().map(Ending::result).toList())
            .set("server_state", ServerState.OVER.ordinal())
            .setEach("outcome", each(all, e -> e.outcome().ordinal()))
            .setEach("validate_state", each(all, e -> e.validateState().ordinal()))
            .set("file_delete_state", FileDeleteState.INIT.ordinal())
            .set("delete_after", null)
            .set("delete_tries", 0)
            .setEach("cause", each(all, e -> e.cause().map(Cause::ordinal).orElse(null)))
            .setEach("exit_status", each(all, Ended::exitStatus))
            .setEach("message", each(all, Ended::message))
            .setEach("sandbox", each(all, Ended::sandbox))
            .setEach("cpu_seconds", each(all, Ended::cpuSeconds))
            .setEach("elapsed_seconds", each(all, Ended::elapsedSeconds))
            .setEach("peak_memory_bytes", each(all, Ended::peakMemoryBytes))
            .set("received", now.toEpochMilli())
            .setting("version = version + 1")
            .onlyWhile(
                "(server_state = ? OR (server_state = ? AND outcome = ?))",
                ServerState.IN_PROGRESS.ordinal(),
                ServerState.OVER.ordinal(),
                Outcome.NO_REPLY.ordinal())
            .run(sql);
    if (ended < all.size()) {
      throw new OptimisticLockException("a result ended otherwise meanwhile");
    }
    Faults.at(Point.RESULT_ENDED);
    keepStderr(all.stream().filter(each -> !each.ended().stderr().isEmpty()).toList());
  }

  private static <T> List<T> each(List<Ending> all, Function<Ended, T> value) {
    return all.stream().map(Ending::ended).map(value).toList();
  }

  private void keepStderr(List<Ending> some) {
    if (some.isEmpty()) {
      return;
    }
    List<Long> ids = some.stream().map(Ending::result).toList();
    sql.run("DELETE FROM result_stderr WHERE result_id IN " + Sql.places(ids.size()), ids);
    Faults.at(Point.STDERR_CLEARED);
    sql.run(
        "INSERT INTO result_stderr (result_id, content) VALUES "
            + some.stream().map(each -> Sql.places(2)).collect(Collectors.joining(", ")),
        some.stream()
            .flatMap(each -> Stream.<Object>of(each.result(), each.ended().stderr()))
            .toList());
    Faults.at(Point.STDERR_ADDED);
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

  /** Those of some results that brought outputs or have a checkpoint. */
  public Set<Long> withFiles(List<Long> some) {
    if (some.isEmpty()) {
      return Set.of();
    }
    String places = Sql.places(some.size());
    return Set.copyOf(
        new HashSet<>(
            sql.list(
                "SELECT result_id FROM result_output WHERE result_id IN "
                    + places
                    + " UNION ALL SELECT result_id FROM result_checkpoint WHERE result_id IN "
                    + places,
                Stream.concat(some.stream(), some.stream()).toList(),
                row -> row.getLong(1))));
  }

  /** Claims results' outputs for deletion, but for those that a report has taken up meanwhile. */
  public List<Long> claimOutputs(List<Long> some) {
    List<Object> values = new ArrayList<>(some);
    values.add(FileDeleteState.READY.ordinal());
    values.add(FileDeleteState.ERROR.ordinal());
    List<Long> ours =
        sql.list(
            "SELECT id FROM result WHERE id IN "
                + Sql.places(some.size())
                + " AND file_delete_state IN (?, ?) ORDER BY id FOR UPDATE",
            values,
            row -> row.getLong(1));
    if (!ours.isEmpty()) {
      RowUpdate.of("result", ours)
          .set("file_delete_state", FileDeleteState.DONE.ordinal())
          .set("delete_after", null)
          .set("delete_tries", 0)
          .setting("version = version + 1")
          .run(sql);
    }
    return ours;
  }

  /** Forgets results' outputs. */
  public void dropOutputs(Collection<Long> some) {
    if (!some.isEmpty()) {
      sql.run("DELETE FROM result_output WHERE result_id IN " + Sql.places(some.size()), some);
      Faults.at(Point.OUTPUT_ROWS_DELETED);
    }
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
