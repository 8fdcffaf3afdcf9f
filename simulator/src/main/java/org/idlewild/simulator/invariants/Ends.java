package org.idlewild.simulator.invariants;

import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.FileDeleteState;

/** What is left although nothing is left to do. */
final class Ends {
  private Ends() {}

  static Stream<String> unended(Change change) {
    return Stream.concat(
        change.now().units().values().stream()
            .filter(unit -> !unit.isDone())
            .map(UnitFacts::toString),
        change.now().batches().values().stream()
            .filter(batch -> batch.ended().isEmpty())
            .map(batch -> "batch " + batch.id()));
  }

  static Stream<String> waiting(Change change) {
    return change.now().results().values().stream()
        .filter(result -> !result.isOver() || result.awaitsValidation())
        .map(ResultFacts::toString);
  }

  static Stream<String> litter(Change change) {
    Snapshot now = change.now();
    return Stream.of(
            now.results().values().stream()
                .filter(result -> result.fileDeleteState() != FileDeleteState.DONE)
                .map(result -> "the outputs of " + result),
            now.units().values().stream()
                .filter(unit -> unit.fileDeleteState() != FileDeleteState.DONE)
                .map(unit -> "the inputs of " + unit),
            now.batches().values().stream()
                .filter(batch -> !batch.partsGone() || !batch.inputsGone())
                .map(batch -> "the files of batch " + batch.id()),
            now.batches().values().stream()
                .filter(batch -> batch.departure().retired().isPresent())
                .filter(batch -> batch.output().isPresent())
                .map(batch -> "the output of batch " + batch.id()),
            now.files().checkpoints().keySet().stream()
                .map(result -> "the checkpoint of result " + result),
            now.files().stored().stream()
                .filter(sha256 -> !now.files().keeps(sha256))
                .map(sha256 -> "content " + sha256))
        .flatMap(litter -> litter);
  }
}
