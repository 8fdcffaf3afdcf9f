package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.StoredFile;
import org.idlewild.work.ValidateState;

/** Writes decisions about workunits, many with each statement. To be called in a transaction. */
@Singleton
class DecisionWriter {
  /** So many rows with one statement: its text has all of them. */
  private static final int TOGETHER = 50;

  private final Sql sql;
  private final Ids ids;

  @Inject
  DecisionWriter(Sql sql, Ids ids) {
    this.sql = sql;
    this.ids = ids;
  }

  /**
   * Writes workunits and their results as they were decided. Versions move even where nothing else
   * does, so of two decisions made from the same facts only one is kept.
   */
  void save(List<Decision> decisions) {
    // In one order, so that two nodes never wait for each other.
    List<Decision> sorted =
        decisions.stream().sorted(Comparator.comparing(each -> each.workunit().id())).toList();
    chunks(sorted).forEach(this::workunits);
    List<Changed> changed =
        sorted.stream()
            .flatMap(each -> each.changed().stream().map(result -> changed(each, result)))
            .toList();
    chunks(changed).forEach(this::results);
  }

  /** Adds the results that decisions ask for, and tells their ids, by workunit. */
  Map<Long, List<Long>> add(List<Decision> decisions) {
    List<Fresh> fresh =
        decisions.stream()
            .flatMap(
                each ->
                    IntStream.range(0, each.more())
                        .mapToObj(i -> new Fresh(ids.next(Ids.Kind.RESULT), each)))
            .toList();
    chunks(fresh).forEach(this::insert);
    return fresh.stream()
        .collect(
            Collectors.groupingBy(
                each -> each.decision().workunit().id(),
                Collectors.mapping(Fresh::id, Collectors.toList())));
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    return IntStream.range(0, (all.size() + TOGETHER - 1) / TOGETHER)
        .mapToObj(i -> all.subList(i * TOGETHER, Math.min(all.size(), (i + 1) * TOGETHER)))
        .toList();
  }

  private void workunits(List<Decision> some) {
    RowUpdate update = RowUpdate.of("workunit", each(some, decision -> decision.workunit().id()));
    WorkunitColumns.STATE.forEach(
        (column, value) -> {
          List<Object> now =
              each(some, decision -> value.apply(decision.workunit(), decision.rest()));
          List<Object> before =
              each(
                  some,
                  decision -> value.apply(decision.from().workunit(), decision.from().rest()));
          if (!now.equals(before)) {
            update.setEach(column, now);
          }
        });
    if (some.stream().anyMatch(each -> isTriedNoMore(each))) {
      update
          .setEach(
              "validate_after",
              each(some, each -> isTriedNoMore(each) ? 0L : each.from().row().validateAfter()))
          .setEach(
              "validate_tries",
              each(some, each -> isTriedNoMore(each) ? 0 : each.from().row().validateTries()));
    }
    if (some.stream().anyMatch(decision -> decision.part().isPresent())) {
      update
          .setEach("part_sha256", parts(some, StoredFile::sha256))
          .setEach("part_bytes", parts(some, StoredFile::bytes));
    }
    int written =
        update
            .setting("version = version + 1")
            .whileEach("version", each(some, decision -> decision.from().row().version()))
            .run(sql);
    if (written < some.size()) {
      throw new OptimisticLockException("a workunit was changed meanwhile");
    }
  }

  /** A workunit whose answer is handed over at this moment had no part before. */
  private static List<Object> parts(List<Decision> some, Function<StoredFile, Object> value) {
    return each(some, decision -> decision.part().map(value).orElse(null));
  }

  private static boolean isTriedNoMore(Decision decision) {
    return !decision.workunit().needValidate() && decision.from().row().validateTries() > 0;
  }

  /** A result as it shall be, and its row's version. */
  private record Changed(Result before, Result now, double credit, long version) {}

  private static Changed changed(Decision decision, Result result) {
    Workunits.Stored stored =
        Objects.requireNonNull(decision.from().row().results().get(result.id()));
    return new Changed(
        decision.from().results().stream()
            .filter(before -> before.id() == result.id())
            .findFirst()
            .orElseThrow(),
        result,
        decision.credits().getOrDefault(result.id(), stored.credit()),
        stored.version());
  }

  private void results(List<Changed> some) {
    RowUpdate update = RowUpdate.of("result", each(some, changed -> changed.now().id()));
    ResultColumns.STATE.forEach(
        (column, value) -> {
          List<Object> now = each(some, changed -> value.apply(changed.now()));
          if (!now.equals(each(some, changed -> value.apply(changed.before())))) {
            update.setEach(column, now);
          }
        });
    int written =
        update
            .setEach("credit", each(some, Changed::credit))
            .setting("version = version + 1")
            .whileEach("version", each(some, Changed::version))
            .run(sql);
    if (written < some.size()) {
      throw new OptimisticLockException("a result was changed meanwhile");
    }
  }

  /** A result to be. */
  private record Fresh(long id, Decision decision) {}

  private void insert(List<Fresh> some) {
    List<Object> values = new ArrayList<>();
    some.forEach(each -> values.addAll(values(each)));
    sql.run(
        "INSERT INTO result (id, workunit_id, batch_id, queue, server_state, outcome,"
            + " validate_state, file_delete_state, priority, message, sandbox, cpu_seconds,"
            + " elapsed_seconds, peak_memory_bytes, delete_tries, credit, version) VALUES "
            + some.stream().map(each -> Sql.places(17)).collect(Collectors.joining(", ")),
        values);
  }

  private static List<Object> values(Fresh fresh) {
    Decision decision = fresh.decision();
    boolean rests = decision.rest().isOn(decision.workunit().hold());
    return List.of(
        fresh.id(),
        decision.workunit().id(),
        decision.from().batch(),
        decision.from().row().queue(),
        (rests ? ServerState.INACTIVE : ServerState.UNSENT).ordinal(),
        Outcome.INIT.ordinal(),
        ValidateState.INIT.ordinal(),
        FileDeleteState.INIT.ordinal(),
        decision.priority(),
        "",
        "",
        0.0,
        0.0,
        0L,
        0,
        0.0,
        1L);
  }

  private static <T> List<Object> each(List<T> all, Function<T, Object> value) {
    return all.stream().map(value).toList();
  }
}
