package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** What operators said about passes, for all nodes. To be called in a transaction. */
@Singleton
public class PassControls {
  private final Database database;

  @Inject
  PassControls(Database database) {
    this.database = database;
  }

  /** The last word about a pass, and whose it was. */
  public record Control(String pass, boolean paused, String changedBy, Instant changed) {}

  /** Every pass that somebody ever paused or resumed. */
  public List<Control> all() {
    List<?> rows =
        em().createNativeQuery("SELECT name, paused, changed_by, changed FROM pass_control")
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(PassControls::control).toList();
  }

  /** Replaces what was said before. */
  public void set(Control control) {
    int known =
        em().createNativeQuery(
                "UPDATE pass_control SET paused = ?, changed_by = ?, changed = ? WHERE name = ?")
            .setParameter(1, control.paused())
            .setParameter(2, control.changedBy())
            .setParameter(3, control.changed().toEpochMilli())
            .setParameter(4, control.pass())
            .executeUpdate();
    if (known == 0) {
      em().createNativeQuery(
              "INSERT INTO pass_control (paused, changed_by, changed, name) VALUES (?, ?, ?, ?)")
          .setParameter(1, control.paused())
          .setParameter(2, control.changedBy())
          .setParameter(3, control.changed().toEpochMilli())
          .setParameter(4, control.pass())
          .executeUpdate();
    }
  }

  private static Control control(Object[] row) {
    boolean paused = row[1] instanceof Boolean flag ? flag : ((Number) row[1]).intValue() != 0;
    return new Control(
        (String) row[0],
        paused,
        (String) row[2],
        Instant.ofEpochMilli(((Number) row[3]).longValue()));
  }

  private EntityManager em() {
    return database.em();
  }
}
