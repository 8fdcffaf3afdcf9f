package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.RetryDelay;

/**
 * Puts off what could not be done, longer after each failure, so that it bars nothing else. To be
 * called in a transaction.
 */
@Singleton
public class Deferrals {
  private final Database database;

  @Inject
  Deferrals(Database database) {
    this.database = database;
  }

  /**
   * An answer that its assimilator did not take.
   *
   * @param asked how long the assimilator wants to be left alone; empty when it did not say
   */
  public void handOver(long workunit, Optional<Duration> asked, Instant now) {
    put("workunit", "hand_over", ", version = version + 1", workunit, asked, now);
  }

  /** A batch whose output could not be made. */
  public void end(long batch, Optional<Duration> asked, Instant now) {
    put("batch", "end", "", batch, asked, now);
  }

  /** A result whose outputs could not be deleted. */
  public void deleteOutputs(long result, Instant now) {
    String state = ", file_delete_state = " + FileDeleteState.ERROR.ordinal();
    put("result", "delete", state + ", version = version + 1", result, Optional.empty(), now);
  }

  /** A batch whose files could not be deleted. */
  public void deleteFiles(long batch, Instant now) {
    put("batch", "delete", "", batch, Optional.empty(), now);
  }

  /** A batch that could not be written to the archive. */
  public void archive(long batch, Instant now) {
    put("batch", "archive", "", batch, Optional.empty(), now);
  }

  private void put(
      String table, String what, String also, long id, Optional<Duration> asked, Instant now) {
    List<?> tries =
        em().createNativeQuery("SELECT " + what + "_tries FROM " + table + " WHERE id = ?")
            .setParameter(1, id)
            .getResultList();
    if (tries.isEmpty()) {
      return;
    }
    int failures = ((Number) tries.get(0)).intValue() + 1;
    Duration delay = asked.map(RetryDelay::asked).orElseGet(() -> RetryDelay.after(failures));
    em().createNativeQuery(
            "UPDATE %1$s SET %2$s_after = ?, %2$s_tries = ?%3$s WHERE id = ?"
                .formatted(table, what, also))
        .setParameter(1, now.plus(delay).toEpochMilli())
        .setParameter(2, failures)
        .setParameter(3, id)
        .executeUpdate();
  }

  private EntityManager em() {
    return database.em();
  }
}
