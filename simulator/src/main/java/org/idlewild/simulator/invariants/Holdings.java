package org.idlewild.simulator.invariants;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.FileDeleteState;

/** What is wrong with files. */
final class Holdings {
  private Holdings() {}

  static Stream<String> missing(Change change) {
    Snapshot now = change.now();
    Stream<String> named =
        Stream.of(
                now.files().forGood().stream(),
                now.files().owned().stream(),
                now.files().inputs().values().stream().flatMap(Set::stream),
                now.files().checkpoints().values().stream(),
                now.files().outputs().values().stream()
                    .map(Map::values)
                    .flatMap(Collection::stream),
                now.units().values().stream().flatMap(unit -> unit.part().stream()))
            .flatMap(contents -> contents)
            .filter(sha256 -> !now.files().stored().contains(sha256));
    return Stream.concat(named, gone(change)).map(sha256 -> "content " + sha256);
  }

  /**
   * The file goes first and its row last, so between the two a server that dies leaves rows without
   * files: of contents that were released, and so of no others.
   */
  private static Stream<String> gone(Change change) {
    return change.terms().files().stream()
        .flatMap(folder -> needed(change).filter(sha256 -> !lies(folder, sha256)));
  }

  private static Stream<String> needed(Change change) {
    Snapshot now = change.now();
    return Stream.of(
            now.files().forGood().stream(),
            now.files().inputs().entrySet().stream()
                .filter(
                    inputs ->
                        change.unitsOf(inputs.getKey()).stream()
                            .anyMatch(unit -> unit.fileDeleteState() == FileDeleteState.INIT))
                .flatMap(inputs -> inputs.getValue().stream()),
            now.files().checkpoints().values().stream(),
            now.results().values().stream()
                .filter(result -> result.fileDeleteState() == FileDeleteState.INIT)
                .flatMap(result -> now.broughtBy(result.id()).stream()),
            now.units().values().stream()
                .filter(unit -> now.batches().get(unit.batch()).ended().isEmpty())
                .flatMap(unit -> unit.part().stream()))
        .flatMap(contents -> contents);
  }

  private static boolean lies(Path folder, String sha256) {
    return Files.exists(folder.resolve(sha256.substring(0, 2)).resolve(sha256));
  }

  static Stream<String> bareSuccesses(Change change) {
    Snapshot now = change.now();
    return now.results().values().stream()
        .filter(result -> result.state().isSuccess())
        .filter(result -> result.fileDeleteState() != FileDeleteState.DONE)
        .filter(
            result -> {
              long batch = now.units().get(result.unit()).batch();
              return !now.files()
                  .outputs()
                  .getOrDefault(result.id(), Map.of())
                  .keySet()
                  .containsAll(now.files().required().getOrDefault(batch, Set.of()));
            })
        .map(ResultFacts::toString);
  }

  static Stream<String> outputsGoneEarly(Change change) {
    Snapshot now = change.now();
    return now.results().values().stream()
        .filter(result -> result.fileDeleteState() != FileDeleteState.INIT)
        .filter(
            result -> {
              UnitFacts unit = now.units().get(result.unit());
              boolean canonical = unit.canonicalResult().stream().anyMatch(id -> id == result.id());
              return !unit.isDone()
                  || !result.isOver()
                  || result.awaitsValidation()
                  || (canonical && !allOver(change, unit));
            })
        .map(ResultFacts::toString);
  }

  static Stream<String> inputsGoneEarly(Change change) {
    Snapshot now = change.now();
    Stream<String> units =
        now.units().values().stream()
            .filter(unit -> unit.fileDeleteState() != FileDeleteState.INIT)
            .filter(unit -> !unit.isDone() || !allOver(change, unit))
            .map(UnitFacts::toString);
    Stream<String> batches =
        now.batches().values().stream()
            .filter(BatchFacts::inputsGone)
            .filter(
                batch ->
                    change.unitsOf(batch.id()).stream()
                        .anyMatch(unit -> unit.fileDeleteState() != FileDeleteState.DONE))
            .map(batch -> "batch " + batch.id());
    return Stream.concat(units, batches);
  }

  private static boolean allOver(Change change, UnitFacts unit) {
    return change.resultsOf(unit).stream().allMatch(ResultFacts::isOver);
  }
}
