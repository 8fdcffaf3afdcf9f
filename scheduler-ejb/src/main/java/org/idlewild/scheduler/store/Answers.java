package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** The table in which researchers find their answers by SQL. To be called in a transaction. */
@Singleton
public class Answers {
  private final Database database;

  @Inject
  Answers(Database database) {
    this.database = database;
  }

  /**
   * An answer.
   *
   * @param key the same at each repetition
   * @param sha256 of all outputs, one after the other; empty after a failure
   * @param bytes of all outputs
   * @param content the outputs as text; empty when they are not kept, or are none
   * @param failures why there is no answer; empty after a success
   */
  public record Answer(
      String key,
      long batch,
      int position,
      String parameter,
      Optional<String> sha256,
      long bytes,
      Optional<String> content,
      String failures) {}

  /** Keeps an answer; one that is there already stays as it is. */
  public void put(Answer answer) {
    if (isThere(answer.key())) {
      return;
    }
    em().createNativeQuery(
            "INSERT INTO answer (idempotency_key, batch_id, position, parameter, sha256, bytes,"
                + " content, failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .setParameter(1, answer.key())
        .setParameter(2, answer.batch())
        .setParameter(3, answer.position())
        .setParameter(4, answer.parameter())
        .setParameter(5, answer.sha256().orElse(null))
        .setParameter(6, answer.bytes())
        .setParameter(7, answer.content().orElse(null))
        .setParameter(8, answer.failures())
        .executeUpdate();
  }

  /** A batch's answers in the order of its workunits, from a position on. */
  public List<Answer> page(long batch, int from, int limit) {
    List<?> rows =
        em().createNativeQuery(
                "SELECT idempotency_key, batch_id, position, parameter, sha256, bytes, content,"
                    + " failures FROM answer WHERE batch_id = ? AND position >= ?"
                    + " ORDER BY position")
            .setParameter(1, batch)
            .setParameter(2, from)
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(Answers::answer).toList();
  }

  /** Forgets some of a batch's answers; how many. */
  public int drop(long batch, int limit) {
    List<?> keys =
        em().createNativeQuery("SELECT idempotency_key FROM answer WHERE batch_id = ?")
            .setParameter(1, batch)
            .setMaxResults(limit)
            .getResultList();
    keys.forEach(
        key ->
            em().createNativeQuery("DELETE FROM answer WHERE idempotency_key = ?")
                .setParameter(1, key)
                .executeUpdate());
    return keys.size();
  }

  private boolean isThere(String key) {
    return !em().createNativeQuery("SELECT 1 FROM answer WHERE idempotency_key = ?")
        .setParameter(1, key)
        .getResultList()
        .isEmpty();
  }

  private static Answer answer(Object[] row) {
    return new Answer(
        (String) row[0],
        ((Number) row[1]).longValue(),
        ((Number) row[2]).intValue(),
        (String) row[3],
        Optional.ofNullable((String) row[4]),
        ((Number) row[5]).longValue(),
        Optional.ofNullable((String) row[6]),
        (String) row[7]);
  }

  private EntityManager em() {
    return database.em();
  }
}
