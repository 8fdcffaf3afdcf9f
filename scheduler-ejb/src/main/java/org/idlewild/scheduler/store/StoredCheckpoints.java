package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.work.Cause;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.StoredFile;

/**
 * The last checkpoint of each result. To be called in a transaction.
 *
 * <p>INVARIANT: a checkpoint belongs to one result at any time. It moves to a successor, and the
 * result that it came from can then no longer count: no two results share a history.
 */
@Singleton
public class StoredCheckpoints {
  private final Database database;

  @Inject
  StoredCheckpoints(Database database) {
    this.database = database;
  }

  public Optional<StoredFile> of(long result) {
    return Optional.ofNullable(of(List.of(result)).get(result));
  }

  /** The checkpoints of some results; those without one are left out. */
  public Map<Long, StoredFile> of(Collection<Long> results) {
    if (results.isEmpty()) {
      return Map.of();
    }
    String places = String.join(", ", Collections.nCopies(results.size(), "?"));
    List<?> rows =
        database
            .query(
                "SELECT result_id, sha256, bytes FROM result_checkpoint WHERE result_id IN ("
                    + places
                    + ")",
                results.toArray())
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .collect(
            Collectors.toMap(
                row -> ((Number) row[0]).longValue(),
                row -> new StoredFile((String) row[1], ((Number) row[2]).longValue())));
  }

  /** Keeps a result's newest checkpoint, in place of the one before. */
  public void put(long result, StoredFile file) {
    drop(List.of(result));
    database.run(
        "INSERT INTO result_checkpoint (result_id, workunit_id, app_version_id, sha256, bytes)"
            + " SELECT id, workunit_id, app_version_id, ?, ? FROM result WHERE id = ?",
        file.sha256(),
        file.bytes(),
        result);
  }

  /** Forgets results' checkpoints. */
  public void drop(Collection<Long> results) {
    if (!results.isEmpty()) {
      database.run(
          "DELETE FROM result_checkpoint WHERE result_id IN " + Sql.places(results.size()),
          results.toArray());
    }
  }

  /**
   * Lets a result that was just sent go on from where one before it on the same app version broke
   * off, if there is such a one and no other took its place. What broke off is not awaited any
   * more.
   */
  public void inherit(long successor, long workunit, long appVersion) {
    for (Object found : brokenOff(workunit, appVersion)) {
      long result = ((Number) found).longValue();
      if (database.run(
              "UPDATE result_checkpoint SET result_id = ? WHERE result_id = ?", successor, result)
          == 1) {
        database.run(
            "UPDATE result SET outcome = ?, version = version + 1 WHERE id = ? AND outcome = ?",
            Outcome.CLIENT_DETACHED.ordinal(),
            result,
            Outcome.NO_REPLY.ordinal());
        return;
      }
    }
  }

  /** The oldest result comes first: it has most likely come farthest. */
  private List<?> brokenOff(long workunit, long appVersion) {
    return database
        .query(
            "SELECT c.result_id FROM result_checkpoint c, result r WHERE r.id = c.result_id"
                + " AND c.workunit_id = ? AND c.app_version_id = ? AND r.server_state = ?"
                + " AND (r.outcome = ? OR r.outcome = ? OR (r.outcome = ? AND r.cause = ?))"
                + " ORDER BY c.result_id",
            workunit,
            appVersion,
            ServerState.OVER.ordinal(),
            Outcome.NO_REPLY.ordinal(),
            Outcome.CLIENT_DETACHED.ordinal(),
            Outcome.CLIENT_ERROR.ordinal(),
            Cause.USER.ordinal())
        .getResultList();
  }
}
