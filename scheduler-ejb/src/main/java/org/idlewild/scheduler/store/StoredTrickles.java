package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Messages of tasks and to them. To be called in a transaction. */
@Singleton
public class StoredTrickles {
  private static final String COLUMNS =
      "SELECT place, result_id, upwards, message_number, created, acknowledged, content_base64"
          + " FROM trickle WHERE ";

  private final Database database;

  @Inject
  StoredTrickles(Database database) {
    this.database = database;
  }

  /**
   * A message.
   *
   * @param place in its batch, from 1, in the order in which messages came
   * @param result whose task it is of, or for
   * @param upwards whether it is of a task
   * @param number by whoever sent it
   * @param created when it came here
   * @param acknowledged whether the host has it, of one for a task
   * @param base64 its content
   */
  public record Message(
      long place,
      long result,
      boolean upwards,
      int number,
      Instant created,
      boolean acknowledged,
      String base64) {}

  /**
   * Holds a batch's messages until the transaction ends. Whoever adds must do so first, and for
   * several batches in the order of their ids.
   */
  public void hold(long batch) {
    database.run("UPDATE batch SET trickles = trickles WHERE id = ?", batch);
  }

  /** Adds a message at the end of its batch's. */
  public Message add(
      long batch, long result, boolean upwards, int number, String base64, Instant now) {
    database.run("UPDATE batch SET trickles = trickles + 1 WHERE id = ?", batch);
    long place =
        ((Number)
                database.query("SELECT trickles FROM batch WHERE id = ?", batch).getSingleResult())
            .longValue();
    database.run(
        "INSERT INTO trickle (batch_id, place, result_id, upwards, message_number, created,"
            + " acknowledged, content_base64) VALUES (?, ?, ?, ?, ?, ?, FALSE, ?)",
        batch,
        place,
        result,
        upwards,
        number,
        now.toEpochMilli(),
        base64);
    return new Message(place, result, upwards, number, now, false, base64);
  }

  public boolean exists(long result, boolean upwards, int number) {
    return !database
        .query(
            "SELECT 1 FROM trickle WHERE result_id = ? AND upwards = ? AND message_number = ?",
            result,
            upwards,
            number)
        .getResultList()
        .isEmpty();
  }

  /** How many messages of one direction a result has. */
  public int count(long result, boolean upwards) {
    return ((Number)
            database
                .query(
                    "SELECT COUNT(*) FROM trickle WHERE result_id = ? AND upwards = ?",
                    result,
                    upwards)
                .getSingleResult())
        .intValue();
  }

  /** The messages that results' hosts do not have yet, oldest first. */
  public List<Message> waiting(Collection<Long> results, int limit) {
    if (results.isEmpty()) {
      return List.of();
    }
    String places = String.join(", ", Collections.nCopies(results.size(), "?"));
    return messages(
        database
            .query(
                COLUMNS
                    + "upwards = FALSE AND acknowledged = FALSE AND result_id IN ("
                    + places
                    + ") ORDER BY result_id, message_number",
                results.toArray())
            .setMaxResults(limit));
  }

  /** A host has a message for a task. */
  public void acknowledge(long result, int number) {
    database.run(
        "UPDATE trickle SET acknowledged = TRUE WHERE result_id = ? AND upwards = FALSE"
            + " AND message_number = ?",
        result,
        number);
  }

  /** A batch's messages after a place, both ways. */
  public List<Message> ofBatch(long batch, long after, int limit) {
    return messages(
        database
            .query(COLUMNS + "batch_id = ? AND place > ? ORDER BY place", batch, after)
            .setMaxResults(limit));
  }

  /** A result's messages after a place, both ways. */
  public List<Message> ofResult(long result, long after, int limit) {
    return messages(
        database
            .query(COLUMNS + "result_id = ? AND place > ? ORDER BY place", result, after)
            .setMaxResults(limit));
  }

  private static List<Message> messages(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Object[].class::cast).map(StoredTrickles::message).toList();
  }

  private static Message message(Object[] row) {
    return new Message(
        ((Number) row[0]).longValue(),
        ((Number) row[1]).longValue(),
        truth(row[2]),
        ((Number) row[3]).intValue(),
        Instant.ofEpochMilli(((Number) row[4]).longValue()),
        truth(row[5]),
        text(row[6]));
  }

  /** Databases differ in what a BOOLEAN comes as. */
  private static boolean truth(Object value) {
    return value instanceof Number number ? number.intValue() != 0 : (Boolean) value;
  }

  private static String text(Object value) {
    if (value instanceof java.sql.Clob clob) {
      try {
        return clob.getSubString(1, (int) clob.length());
      } catch (java.sql.SQLException failure) {
        throw new IllegalStateException("a message cannot be read", failure);
      }
    }
    return (String) value;
  }
}
