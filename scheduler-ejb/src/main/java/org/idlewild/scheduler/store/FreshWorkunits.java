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
import org.idlewild.work.Hold;
import org.idlewild.work.Outcome;
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
      "INSERT INTO workunit (id, batch_id, queue, position, parameter, inputs, min_quorum,"
          + " target_results, max_error_results, max_total_results, max_success_results,"
          + " delay_bound_millis, priority, target_host, target_account, flops_estimate,"
          + " least_run_millis, host_class, fixed_class, transition_time, paused, rest_since,"
          + " errors, cancelled, need_validate, assimilate_state, file_delete_state, in_progress,"
          + " version)";

  private static final String WORKUNIT_ROW =
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, FALSE, FALSE, "
          + AssimilateState.INIT.ordinal()
          + ", "
          + FileDeleteState.INIT.ordinal()
          + ", FALSE, 1)";

  private static final String RESULT =
      "INSERT INTO result (id, workunit_id, batch_id, queue, server_state, priority, outcome,"
          + " validate_state, file_delete_state, message, sandbox, cpu_seconds, elapsed_seconds,"
          + " peak_memory_bytes, version)";

  private static final String RESULT_ROW =
      "(?, ?, ?, ?, ?, ?, "
          + Outcome.INIT.ordinal()
          + ", "
          + ValidateState.INIT.ordinal()
          + ", "
          + FileDeleteState.INIT.ordinal()
          + ", '', '', 0, 0, 0, 1)";

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

  private record Placed(long id, long queue, int position, Fresh fresh) {}

  private record Result(long id, Placed workunit) {}

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
    Connection connection = database.em().unwrap(Connection.class);
    Inserts.run(
        connection, WORKUNIT, WORKUNIT_ROW, placed, (row, each) -> workunit(row, batch, each));
    Inserts.run(
        connection, RESULT, RESULT_ROW, results(placed), (row, each) -> result(row, batch, each));
  }

  private List<Result> results(List<Placed> workunits) {
    int count = workunits.stream().mapToInt(each -> each.fresh().first().resultsToMake()).sum();
    List<Result> results = new ArrayList<>(count);
    long id = count == 0 ? 0 : ids.take(Ids.Kind.RESULT, count);
    for (Placed workunit : workunits) {
      for (int i = 0; i < workunit.fresh().first().resultsToMake(); i++) {
        results.add(new Result(id++, workunit));
      }
    }
    return results;
  }

  private static void workunit(Inserts.Row row, long batch, Placed each) throws SQLException {
    Workunits.Draft draft = each.fresh().draft();
    Transition first = each.fresh().first();
    row.with(each.id()).with(batch).with(each.queue()).with(each.position());
    row.with(draft.parameter()).with(draft.inputs().map(WorkunitRow::lines).orElse(null));
    rules(row, draft.rules());
    terms(row, draft.terms());
    row.withSome(millis(first.workunit().transitionTime()));
    row.with(first.rest().paused()).withSome(millis(first.rest().since()));
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

  private static void result(Inserts.Row row, long batch, Result each) throws SQLException {
    Fresh fresh = each.workunit().fresh();
    boolean rests = fresh.first().rest().isOn(Optional.<Hold>empty());
    row.with(each.id()).with(each.workunit().id()).with(batch).with(each.workunit().queue());
    row.with((rests ? ServerState.INACTIVE : ServerState.UNSENT).ordinal());
    row.with(fresh.draft().rules().priority());
  }

  private static Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }

  private static Long boxed(OptionalLong id) {
    return id.isPresent() ? id.getAsLong() : null;
  }
}
