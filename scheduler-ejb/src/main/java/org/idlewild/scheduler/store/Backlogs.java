package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.ServerState;

/**
 * How much waits for whom. Each count follows an index and stops at {@link #CAP}, so that watching
 * a large backlog does not make it larger. To be called in a transaction.
 */
@Singleton
public class Backlogs {
  /** A count of this means so many or more. */
  public static final long CAP = 100_000;

  private final Database database;

  @Inject
  Backlogs(Database database) {
    this.database = database;
  }

  /** Results that wait for a host, or that hosts have. */
  public long results(ServerState state) {
    return count("result WHERE server_state = ?", state.ordinal());
  }

  /** Workunits that the transitioner must look at. */
  public long due(Instant now) {
    return count("workunit WHERE transition_time <= ?", now.toEpochMilli());
  }

  public long toValidate() {
    return count("workunit WHERE need_validate = ?", true);
  }

  public long toAssimilate() {
    return count("workunit WHERE assimilate_state = ?", AssimilateState.READY.ordinal());
  }

  /** Results whose outputs may go. */
  public long outputsToDelete() {
    return count("result WHERE file_delete_state = ?", FileDeleteState.READY.ordinal());
  }

  /** Hosts that ever enrolled. */
  public long hosts() {
    return count("host WHERE id > ?", 0L);
  }

  /** For how long the workunit that is due longest has been due; zero when none is. */
  public Duration lag(Instant now) {
    List<?> oldest =
        em().createNativeQuery(
                "SELECT transition_time FROM workunit WHERE transition_time <= ?"
                    + " ORDER BY transition_time LIMIT 1")
            .setParameter(1, now.toEpochMilli())
            .getResultList();
    return oldest.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis(now.toEpochMilli() - ((Number) oldest.get(0)).longValue());
  }

  private long count(String what, Object value) {
    return ((Number)
            em().createNativeQuery(
                    "SELECT COUNT(*) FROM (SELECT id FROM " + what + " LIMIT " + CAP + ") counted")
                .setParameter(1, value)
                .getSingleResult())
        .longValue();
  }

  private EntityManager em() {
    return database.em();
  }
}
