package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
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
  private final Ids ids;

  @Inject
  Workunits(Database database, Sql sql, Ids ids) {
    this.database = database;
    this.sql = sql;
    this.ids = ids;
  }

  /**
   * A workunit with what belongs to it.
   *
   * @param batch its own
   * @param results all of it, in the order of their ids
   * @param rest whether it rests
   * @param fixedClass whether its researcher said what its hosts must be
   */
  public record Whole(
      Workunit workunit, long batch, List<Result> results, Rest rest, boolean fixedClass) {}

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
    List<WorkunitRow> rows =
        em().createQuery("SELECT w FROM WorkunitRow w WHERE w.id IN :ids", WorkunitRow.class)
            .setParameter("ids", workunits)
            .getResultList();
    Map<Long, List<Result>> results =
        em().createQuery(
                "SELECT r FROM ResultRow r WHERE r.workunitId IN :ids ORDER BY r.id",
                ResultRow.class)
            .setParameter("ids", workunits)
            .getResultStream()
            .map(ResultRow::result)
            .collect(Collectors.groupingBy(Result::workunit));
    return rows.stream()
        .map(
            row ->
                new Whole(
                    row.workunit(),
                    row.batchId,
                    results.getOrDefault(row.id, List.of()),
                    row.rest(),
                    row.fixedClass))
        .toList();
  }

  /**
   * Saves what was decided about a workunit that was loaded in this transaction. Its version moves
   * even when nothing else does, so of two decisions made from the same facts only one is kept.
   */
  public void save(Workunit decided, List<Result> changed) {
    WorkunitRow row = em().find(WorkunitRow.class, decided.id());
    em().lock(row, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
    row.apply(decided);
    for (Result result : changed) {
      em().find(ResultRow.class, result.id()).apply(result);
    }
  }

  /** Notes how a workunit that was saved in this transaction rests. */
  public void rest(long workunit, Rest rest) {
    em().find(WorkunitRow.class, workunit).rest(rest);
  }

  /**
   * Adds results for a workunit that was loaded in this transaction; inactive ones while it rests.
   *
   * @return their ids
   */
  public List<Long> addResults(long workunit, int count, int priority) {
    WorkunitRow row = em().find(WorkunitRow.class, workunit);
    List<Long> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ResultRow result = ResultRow.fresh(ids.next(Ids.Kind.RESULT), row, priority);
      em().persist(result);
      added.add(result.id);
      Faults.at(Point.RESULT_ADDED);
    }
    return added;
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
