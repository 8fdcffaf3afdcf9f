package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * The nodes that the timer of the passes knows: each checks in there. To be called in a
 * transaction.
 */
@Singleton
public class Nodes {
  private final Database database;

  @Inject
  Nodes(Database database) {
    this.database = database;
  }

  /** A node, and when it said last that it is alive, by its own clock. */
  public record Node(String name, Instant checkedIn) {}

  /** Those that checked in after a time, by name. */
  public List<Node> since(Instant time) {
    List<?> rows =
        database
            .em()
            .createNativeQuery(
                "SELECT INSTANCE_NAME, LAST_CHECKIN_TIME FROM QRTZ_SCHEDULER_STATE"
                    + " WHERE LAST_CHECKIN_TIME > ? ORDER BY INSTANCE_NAME")
            .setParameter(1, time.toEpochMilli())
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Node((String) row[0], Instant.ofEpochMilli(((Number) row[1]).longValue())))
        .toList();
  }
}
