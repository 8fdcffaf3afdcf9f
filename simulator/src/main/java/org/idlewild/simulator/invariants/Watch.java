package org.idlewild.simulator.invariants;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Looks at a grid's database again and again. What must never change is compared with the look
 * before, so looks that are close together see more. Threads: one.
 */
public final class Watch implements AutoCloseable {
  private final Reading reading;
  private final Terms terms;
  private Optional<Snapshot> before = Optional.empty();

  /** Watches a database that was migrated. */
  public Watch(DataSource database, Terms terms) throws SQLException {
    this.reading = new Reading(database.getConnection());
    this.terms = terms;
  }

  /** What a look saw. */
  public record Look(Optional<Snapshot> before, Snapshot now, List<Violation> violations) {}

  /**
   * Looks; what is asked is all that holds at every moment.
   *
   * @param time the server's, or later
   */
  public Look look(Instant time) throws SQLException {
    return look(time, Invariant.ALL.stream().filter(invariant -> !invariant.ofRest()));
  }

  /** Looks when nothing is left to do: all batches ended, all passes found nothing. */
  public Look lookAtRest(Instant time) throws SQLException {
    return look(time, Invariant.ALL.stream());
  }

  private Look look(Instant time, Stream<Invariant> asked) throws SQLException {
    Snapshot now = reading.read();
    Change change = new Change(before.orElse(now), now, terms, time);
    List<Violation> violations = asked.flatMap(invariant -> invariant.violations(change)).toList();
    Look look = new Look(before, now, violations);
    before = Optional.of(now);
    return look;
  }

  @Override
  public void close() throws SQLException {
    reading.close();
  }
}
