package org.idlewild.simulator.invariants;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.idlewild.simulator.invariants.Crowd.HostFacts;
import org.idlewild.simulator.invariants.Crowd.Standing;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ValidateState;

/** What is wrong with batches that leave the database. */
final class Departures {
  private Departures() {}

  static Stream<String> archivedTwice(Change change) {
    Map<Long, BatchFacts> before = change.before().batches();
    Stream<String> changed =
        before.values().stream()
            .filter(BatchFacts::isArchived)
            .filter(was -> !isArchivedAt(was, change.now().batches().get(was.id())))
            .map(was -> "batch " + was.id());
    return Stream.concat(changed, archived(change, batch -> isEarly(change, batch)));
  }

  private static boolean isArchivedAt(BatchFacts was, BatchFacts is) {
    return is != null && is.departure().archived().equals(was.departure().archived());
  }

  private static boolean isEarly(Change change, BatchFacts batch) {
    return batch.ended().isEmpty()
        || !batch.partsGone()
        || !batch.inputsGone()
        || change.unitsOf(batch.id()).stream().anyMatch(u -> !u.isDone())
        || results(change.now(), batch).anyMatch(result -> !isGone(result));
  }

  private static boolean isGone(ResultFacts result) {
    return result.isOver() && result.fileDeleteState() == FileDeleteState.DONE;
  }

  private static Stream<ResultFacts> results(Snapshot now, BatchFacts batch) {
    return now.results().values().stream()
        .filter(result -> now.units().get(result.unit()).batch() == batch.id());
  }

  /** The batches that were just archived, and of which something is wrong. */
  private static Stream<String> archived(Change change, Predicate<BatchFacts> wrong) {
    return change.now().batches().values().stream()
        .filter(BatchFacts::isArchived)
        .filter(
            is -> {
              BatchFacts was = change.before().batches().get(is.id());
              return was != null && !was.isArchived();
            })
        .filter(wrong)
        .map(batch -> "batch " + batch.id());
  }

  static Stream<String> vanished(Change change) {
    Snapshot before = change.before();
    Snapshot now = change.now();
    Stream<Long> units =
        before.units().values().stream()
            .filter(was -> !now.units().containsKey(was.id()))
            .map(UnitFacts::batch);
    Stream<Long> results =
        before.results().values().stream()
            .filter(was -> !now.results().containsKey(was.id()))
            .map(was -> before.units().get(was.unit()).batch());
    return Stream.concat(units, results)
        .distinct()
        .filter(id -> !now.batches().containsKey(id) || !now.batches().get(id).isArchived())
        .map(id -> "rows of batch " + id);
  }

  static Stream<String> unreadable(Change change) {
    return change.terms().archive().stream()
        .flatMap(folder -> archived(change, batch -> !isWhole(folder, change.now(), batch)));
  }

  private static boolean isWhole(Path folder, Snapshot now, BatchFacts batch) {
    Path file = folder.resolve("batch-" + batch.id() + ".ndjson.gz");
    long results = results(now, batch).count();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> all = lines.lines().toList();
      String end = all.get(all.size() - 1);
      return all.size() == batch.total() + 2
          && end.contains("\"workunits\":" + batch.total())
          && end.contains("\"results\":" + results);
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }

  static Stream<String> shrunken(Change change) {
    Map<Long, Standing> before = standings(change.before());
    Map<Long, Standing> now = standings(change.now());
    return before.keySet().stream()
        .filter(host -> now.getOrDefault(host, Standing.NONE).isLessThan(before.get(host)))
        .map(host -> "host " + host);
  }

  private static Map<Long, Standing> standings(Snapshot snapshot) {
    Map<Long, Standing> standings = new HashMap<>();
    for (HostFacts host : snapshot.crowd().hosts().values()) {
      standings.put(host.id(), host.archived());
    }
    for (ResultFacts result : snapshot.results().values()) {
      result.host().ifPresent(host -> standings.merge(host, standing(result), Standing::plus));
    }
    return standings;
  }

  private static Standing standing(ResultFacts result) {
    boolean refused =
        result.state().isSuccess() && result.state().validity() == ValidateState.INVALID;
    boolean error = result.state().outcome() == Outcome.CLIENT_ERROR;
    return new Standing(result.isValid() ? 1 : 0, refused ? 1 : 0, error ? 1 : 0);
  }
}
