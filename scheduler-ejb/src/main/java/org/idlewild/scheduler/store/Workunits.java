package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Batch;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.FileRef;
import org.idlewild.work.Rest;
import org.idlewild.work.Result;
import org.idlewild.work.Slice;
import org.idlewild.work.Terms;
import org.idlewild.work.Workunit;

/**
 * Workunits, loaded with their results and saved after a decision. To be called in a transaction; a
 * save that meets a row that somebody changed since it was loaded undoes the transaction (see
 * {@link Transactions#isConflict}).
 */
@Singleton
public class Workunits {
  private final Database database;
  private final Sql sql;
  private final DecisionWriter writer;
  private final Ids ids;

  @Inject
  Workunits(Database database, Sql sql, DecisionWriter writer, Ids ids) {
    this.database = database;
    this.sql = sql;
    this.writer = writer;
    this.ids = ids;
  }

  /**
   * A workunit with what belongs to it.
   *
   * @param batch its own
   * @param results all of it, in the order of their ids
   * @param rest whether it rests
   * @param fixedClass whether its researcher said what its hosts must be
   * @param row what it takes to write it again
   */
  public record Whole(
      Workunit workunit,
      long batch,
      List<Result> results,
      Rest rest,
      boolean fixedClass,
      Row row) {}

  /**
   * What else its rows hold.
   *
   * @param version of its own row
   * @param queue where its results wait
   * @param validateAfter when it may be judged again
   * @param validateTries how often it could not be judged
   * @param results of each of its results, by its id
   */
  public record Row(
      long version, long queue, long validateAfter, int validateTries, Map<Long, Stored> results) {}

  /**
   * What else the row of a result holds.
   *
   * @param credit what it was granted
   */
  public record Stored(long version, double credit) {}

  /** What a workunit computes. */
  public record Task(
      long workunit, long batch, int position, String parameter, Optional<List<FileRef>> inputs) {}

  /**
   * A workunit to be.
   *
   * @param inputs those of the batch that it gets; empty means all
   */
  public record Draft(
      String parameter, Optional<List<FileRef>> inputs, Workunit.Rules rules, Terms terms) {}

  /** Adds a workunit that is due at once, and returns its id. */
  public long add(Batch batch, int position, Draft draft, Instant now) {
    WorkunitRow row = new WorkunitRow();
    row.id = ids.next(Ids.Kind.WORKUNIT);
    row.batchId = batch.id();
    row.queue = draft.terms().target().queue(batch.app());
    row.position = position;
    row.parameter = draft.parameter();
    row.inputs = draft.inputs().map(WorkunitRow::lines).orElse(null);
    row.rules(draft.rules());
    row.terms(draft.terms());
    row.assimilateState = AssimilateState.INIT;
    row.fileDeleteState = FileDeleteState.INIT;
    row.transitionTime = now.toEpochMilli();
    em().persist(row);
    return row.id;
  }

  /**
   * Sends the rows added so far to the database and forgets them: a large batch must not fill the
   * memory.
   */
  public void flush() {
    em().flush();
    em().clear();
  }

  /** Workunits that the transitioner must look at, longest due first. */
  public List<Long> due(Slice slice, int limit, Instant now) {
    return em().createQuery(
            "SELECT w.id FROM WorkunitRow w WHERE w.transitionTime <= :now"
                + " AND MOD(w.id, :count) = :index ORDER BY w.transitionTime",
            Long.class)
        .setParameter("now", now.toEpochMilli())
        .setParameter("count", slice.count())
        .setParameter("index", slice.index())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Workunits that wait for the validator, but for those that shall be tried later. */
  public List<Long> toValidate(Slice slice, int limit, long after, Instant now) {
    return idsWhere(
        "w.needValidate = TRUE AND w.validateAfter <= :now",
        slice,
        limit,
        after,
        Map.of("now", now.toEpochMilli()));
  }

  /** Notes that some workunits could not be judged; each time they wait longer. */
  public void validateLater(Collection<Long> workunits, Instant now) {
    if (!workunits.isEmpty()) {
      em().createQuery("SELECT w FROM WorkunitRow w WHERE w.id IN :ids", WorkunitRow.class)
          .setParameter("ids", workunits)
          .getResultList()
          .forEach(row -> row.validateLater(now));
    }
  }

  /** Lets all that wait for their next try have it now. */
  public void validateNow() {
    em().createNativeQuery(
            "UPDATE workunit SET validate_after = 0, version = version + 1"
                + " WHERE need_validate = TRUE AND validate_after > 0")
        .executeUpdate();
  }

  /** Workunits whose answers can be handed over now. */
  public List<Long> toAssimilate(Slice slice, int limit, long after, Instant now) {
    return idsWhere(
        "w.assimilateState = :state AND (w.handOverAfter IS NULL OR w.handOverAfter <= :now)",
        slice,
        limit,
        after,
        Map.of("state", AssimilateState.READY, "now", now.toEpochMilli()));
  }

  private List<Long> idsWhere(
      String condition, Slice slice, int limit, long after, Map<String, ?> parameters) {
    TypedQuery<Long> query =
        em().createQuery(
                "SELECT w.id FROM WorkunitRow w WHERE "
                    + condition
                    + " AND w.id > :after AND MOD(w.id, :count) = :index ORDER BY w.id",
                Long.class)
            .setParameter("after", after)
            .setParameter("count", slice.count())
            .setParameter("index", slice.index())
            .setMaxResults(limit);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }

  /**
   * Loads workunits with their results; ids of none are left out.
   *
   * <p>INVARIANT: workunits are read before their results. Whoever changes a result moves its
   * workunit's version, so a result that is read too early would go with a version that is too new,
   * and what was decided without it would be kept.
   */
  public List<Whole> load(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return List.of();
    }
    List<Head> heads =
        sql.list(
            "SELECT "
                + WorkunitColumns.ALL
                + ", batch_id, queue, fixed_class, validate_after, validate_tries, version"
                + " FROM workunit WHERE id IN "
                + Sql.places(workunits.size()),
            workunits,
            Workunits::head);
    Map<Long, List<Kept>> results =
        sql
            .list(
                "SELECT "
                    + ResultColumns.ALL
                    + ", r.version, r.credit FROM result r WHERE r.workunit_id IN "
                    + Sql.places(workunits.size())
                    + " ORDER BY r.id",
                workunits,
                Workunits::kept)
            .stream()
            .collect(Collectors.groupingBy(each -> each.result().workunit()));
    return heads.stream()
        .map(head -> head.with(results.getOrDefault(head.workunit().id(), List.of())))
        .toList();
  }

  /** A workunit without its results. */
  private record Head(
      Workunit workunit,
      long batch,
      Rest rest,
      boolean fixedClass,
      long version,
      long queue,
      long validateAfter,
      int validateTries) {
    Whole with(List<Kept> results) {
      Map<Long, Stored> stored =
          results.stream().collect(Collectors.toMap(each -> each.result().id(), Kept::stored));
      return new Whole(
          workunit,
          batch,
          results.stream().map(Kept::result).toList(),
          rest,
          fixedClass,
          new Row(version, queue, validateAfter, validateTries, stored));
    }
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        WorkunitColumns.workunit(row),
        row.getLong("batch_id"),
        WorkunitColumns.rest(row),
        row.getBoolean("fixed_class"),
        row.getLong("version"),
        row.getLong("queue"),
        row.getLong("validate_after"),
        row.getInt("validate_tries"));
  }

  private record Kept(Result result, Stored stored) {}

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        ResultColumns.result(row), new Stored(row.getLong("version"), row.getDouble("credit")));
  }

  /**
   * Saves what was decided about workunits that were loaded in this transaction. A version moves
   * even when nothing else does, so of two decisions made from the same facts only one is kept.
   */
  public void save(List<Decision> decisions) {
    writer.save(decisions);
  }

  /**
   * Adds the results that saved decisions ask for.
   *
   * @return their ids, by workunit
   */
  public Map<Long, List<Long>> addResults(List<Decision> decisions) {
    return writer.add(decisions);
  }

  /** Holds workunits until the transaction ends. */
  public void hold(Collection<Long> workunits) {
    if (!workunits.isEmpty()) {
      sql.list(
          "SELECT id FROM workunit WHERE id IN "
              + Sql.places(workunits.size())
              + " ORDER BY id FOR UPDATE",
          workunits,
          row -> row.getLong(1));
    }
  }

  /** Makes a workunit due. */
  public void touch(long workunit, Instant when) {
    touch(List.of(workunit), when);
  }

  /** Makes workunits due. */
  public void touch(Collection<Long> workunits, Instant when) {
    if (!workunits.isEmpty()) {
      RowUpdate.of("workunit", workunits.stream().distinct().sorted().toList())
          .set("transition_time", when.toEpochMilli())
          .setting("version = version + 1")
          .run(sql);
    }
  }

  /**
   * A workunit that a host works on.
   *
   * @param version of its row when it was chosen
   * @param due when the transitioner must look at it
   */
  public record Begun(long workunit, long version, Instant due) {}

  /**
   * Notes that hosts work on some, and when the transitioner must look; false when one of them
   * changed since it was chosen.
   */
  public boolean begin(List<Begun> some) {
    return some.isEmpty()
        || RowUpdate.of("workunit", some.stream().map(Begun::workunit).toList())
                .set("in_progress", true)
                .setEach(
                    "transition_time",
                    some.stream().map(each -> each.due().toEpochMilli()).toList())
                .setting("version = version + 1")
                .whileEach("version", some.stream().map(Begun::version).toList())
                .run(sql)
            == some.size();
  }

  /** What some workunits compute. */
  public Map<Long, Task> tasks(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    return em().createQuery("SELECT w FROM WorkunitRow w WHERE w.id IN :ids", WorkunitRow.class)
        .setParameter("ids", workunits)
        .getResultStream()
        .collect(Collectors.toMap(row -> row.id, Workunits::task));
  }

  /** Which of some workunits have an answer, or never get one. */
  public Set<Long> settled(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Set.of();
    }
    return em().createQuery(
            "SELECT w.id FROM WorkunitRow w WHERE w.id IN :ids AND"
                + " (w.errors <> 0 OR w.cancelled = TRUE OR w.canonicalResultId IS NOT NULL)",
            Long.class)
        .setParameter("ids", workunits)
        .getResultStream()
        .collect(Collectors.toSet());
  }

  static Task task(WorkunitRow row) {
    return new Task(
        row.id, row.batchId, row.position, row.parameter, WorkunitRow.inputRefs(row.inputs));
  }

  private EntityManager em() {
    return database.em();
  }
}
