package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.Rest;
import org.idlewild.work.ServerState;
import org.idlewild.work.Terms;
import org.idlewild.work.Transition;
import org.idlewild.work.ValidateState;
import org.idlewild.work.Workunit;

/**
 * Adds many workunits with their first results, as the transitioner would leave them behind after
 * its first look. To be called in a transaction.
 */
@Singleton
public class FreshWorkunits {
  private static final String WORKUNIT =
      "INSERT INTO workunit (id, batch_id, queue, position, parameter, min_quorum,"
          + " target_results, max_error_results, max_total_results, max_success_results,"
          + " delay_bound_millis, priority, transition_time, errors, cancelled, need_validate,"
          + " assimilate_state, file_delete_state, in_progress, version";

  /** What most workunits leave at the columns' own defaults. */
  private static final String SPECIAL =
      ", inputs, target_host, target_account, flops_estimate, least_run_millis, host_class,"
          + " fixed_class, paused, rest_since";

  private static final String WORKUNIT_ROW =
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, FALSE, FALSE, "
          + AssimilateState.INIT.ordinal()
          + ", "
          + FileDeleteState.INIT.ordinal()
          + ", FALSE, 1";

  private static final String SPECIAL_ROW = ", ?, ?, ?, ?, ?, ?, ?, ?, ?";

  private static final String RESULT =
      "INSERT INTO result (id, workunit_id, batch_id, queue, server_state, priority, outcome,"
          + " validate_state, file_delete_state, message, sandbox, cpu_seconds, elapsed_seconds,"
          + " peak_memory_bytes, version)";

  private static final String FRESH =
      Outcome.INIT.ordinal()
          + ", "
          + ValidateState.INIT.ordinal()
          + ", "
          + FileDeleteState.INIT.ordinal()
          + ", '', '', 0, 0, 0, 1";

  private final Database database;
  private final Ids ids;

  @Inject
  FreshWorkunits(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  /**
   * A workunit to be.
   *
   * @param first what follows for it before anything has happened
   */
  public record Fresh(Workunits.Draft draft, Transition first) {}

  private record Placed(long id, long queue, int position, Fresh fresh) {
    boolean hasResultsAs(Placed other) {
      return fresh.first().resultsToMake() == other.fresh.first().resultsToMake()
          && fresh.first().rest().equals(other.fresh.first().rest());
    }
  }

  /**
   * Adds workunits.
   *
   * <p>INVARIANT: see {@link BatchTails#unitsLeft}: their ids follow each other, above those of the
   * workunits that the batch has already.
   *
   * @param app whose batch it is
   * @param from the position of the first
   */
  public void add(long batch, long app, int from, List<Fresh> fresh) {
    long id = ids.take(Ids.Kind.WORKUNIT, fresh.size());
    List<Placed> placed = new ArrayList<>(fresh.size());
    for (int i = 0; i < fresh.size(); i++) {
      Fresh each = fresh.get(i);
      long queue = each.draft().terms().target().queue(app);
      placed.add(new Placed(id + i, queue, from + i, each));
    }
    write(batch, placed);
    writeResults(placed);
  }

  private void write(long batch, List<Placed> placed) {
    Connection connection = database.em().unwrap(Connection.class);
    if (placed.stream().allMatch(each -> isPlain(each.fresh()))) {
      Inserts.run(
          connection,
          WORKUNIT + ")",
          WORKUNIT_ROW + ")",
          placed,
          (row, each) -> workunit(row, batch, each));
    } else {
      Inserts.run(
          connection,
          WORKUNIT + SPECIAL + ")",
          WORKUNIT_ROW + SPECIAL_ROW + ")",
          placed,
          (row, each) -> special(workunit(row, batch, each), each.fresh()));
    }
  }

  private static boolean isPlain(Fresh fresh) {
    return fresh.draft().inputs().isEmpty()
        && fresh.draft().terms().equals(Terms.NONE)
        && fresh.first().rest().equals(Rest.NONE);
  }

  /** Neighbours that get as many results each get them by one statement out of their own rows. */
  private void writeResults(List<Placed> placed) {
    int from = 0;
    for (int to = 1; to <= placed.size(); to++) {
      if (to == placed.size() || !placed.get(to).hasResultsAs(placed.get(from))) {
        writeResults(placed.get(from), placed.get(to - 1));
        from = to;
      }
    }
  }

  private void writeResults(Placed first, Placed last) {
    int each = first.fresh().first().resultsToMake();
    int workunits = (int) (last.id() - first.id() + 1);
    if (each == 0) {
      return;
    }
    boolean rests = first.fresh().first().rest().isOn(Optional.empty());
    long id = ids.take(Ids.Kind.RESULT, workunits * each);
    for (int i = 0; i < each; i++) {
      database.run(
          RESULT
              + " SELECT (w.id - ?) * ? + ?, w.id, w.batch_id, w.queue, "
              + (rests ? ServerState.INACTIVE : ServerState.UNSENT).ordinal()
              + ", w.priority, "
              + FRESH
              + " FROM workunit w WHERE w.id >= ? AND w.id <= ?",
          first.id(),
          each,
          id + i,
          first.id(),
          last.id());
    }
  }

  private static Inserts.Row workunit(Inserts.Row row, long batch, Placed each)
      throws SQLException {
    row.with(each.id()).with(batch).with(each.queue()).with(each.position());
    row.with(each.fresh().draft().parameter());
    rules(row, each.fresh().draft().rules());
    return row.withSome(millis(each.fresh().first().workunit().transitionTime()));
  }

  private static void special(Inserts.Row row, Fresh fresh) throws SQLException {
    row.with(fresh.draft().inputs().map(WorkunitRow::lines).orElse(null));
    terms(row, fresh.draft().terms());
    Rest rest = fresh.first().rest();
    row.with(rest.paused()).withSome(millis(rest.since()));
  }

  private static void rules(Inserts.Row row, Workunit.Rules rules) throws SQLException {
    row.with(rules.minQuorum()).with(rules.targetResults()).with(rules.maxErrorResults());
    row.with(rules.maxTotalResults()).with(rules.maxSuccessResults());
    row.with(rules.delayBound().toMillis()).with(rules.priority());
  }

  private static void terms(Inserts.Row row, Terms terms) throws SQLException {
    row.withSome(boxed(terms.target().host())).withSome(boxed(terms.target().user()));
    row.with(terms.flopsEstimate()).with(terms.leastRun().toMillis());
    row.with(terms.hostClass().orElse(null)).with(terms.hostClass().isPresent());
  }

  private static Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }

  private static Long boxed(OptionalLong id) {
    return id.isPresent() ? id.getAsLong() : null;
  }
}
