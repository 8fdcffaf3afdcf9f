package org.idlewild.simulator.invariants;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/**
 * Looks at a grid's database again and again. What must never change is compared with the look
 * before, so looks that are close together see more. Threads: one.
 */
public final class Watch implements AutoCloseable {
  /** The stamp of a table of which nobody can say whether it was written. */
  static final long UNKNOWN = -1;

  private final Reading reading;
  private final Terms terms;
  private Optional<Snapshot> before = Optional.empty();

  /** Watches a database that was migrated. */
  public Watch(DataSource database, Terms terms) throws SQLException {
    this(database, terms, table -> UNKNOWN);
  }

  /**
   * The same, faster.
   *
   * @param stamps a number for each table that moves whenever the table is written
   */
  public Watch(DataSource database, Terms terms, ToLongFunction<String> stamps)
      throws SQLException {
    this.reading = new Reading(database.getConnection(), stamps);
    this.terms = terms;
  }

  /** What a look saw. */
  public record Look(Optional<Snapshot> before, Snapshot now, List<Violation> violations) {

    /** Whether all is as it was. */
    public boolean isSame() {
      return before.filter(was -> was.isSameAs(now)).isPresent();
    }
  }

  /**
   * Looks; what is asked is all that holds at every moment.
   *
   * @param time the server's, or later
   */
  public Look look(Instant time) throws SQLException {
    return look(time, false);
  }

  /** Looks when nothing is left to do: all batches ended, all passes found nothing. */
  public Look lookAtRest(Instant time) throws SQLException {
    return look(time, true);
  }

  private Look look(Instant time, boolean rest) throws SQLException {
    Snapshot now = reading.read();
    Look seen = new Look(before, now, List.of());
    before = Optional.of(now);
    if (seen.isSame() && !rest) {
      return seen;
    }
    Change change = new Change(seen.before().orElse(now), now, terms, time);
    return new Look(
        seen.before(),
        now,
        Invariant.ALL.stream()
            .filter(invariant -> rest || !invariant.ofRest())
            .flatMap(invariant -> invariant.violations(change))
            .toList());
  }

  @Override
  public void close() throws SQLException {
    reading.close();
  }
}
