package org.idlewild.simulator;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.simulator.invariants.Watch;

/** What changed between two looks, in the trace's words. */
final class Changes {
  private Changes() {}

  static Stream<String> between(Watch.Look look) {
    Snapshot now = look.now();
    Snapshot before = look.before().orElse(Snapshot.NOTHING);
    return Stream.of(
            changed(before.batches(), now.batches(), Changes::batch),
            changed(before.units(), now.units(), Changes::unit),
            changed(before.results(), now.results(), Changes::result))
        .flatMap(lines -> lines);
  }

  private static <T> Stream<String> changed(
      Map<Long, T> before, Map<Long, T> now, Function<T, String> shown) {
    return now.entrySet().stream()
        .map(
            entry -> {
              T was = before.get(entry.getKey());
              // Most is as it was, and words take long.
              if (entry.getValue().equals(was)) {
                return "";
              }
              String is = shown.apply(entry.getValue());
              String old = was == null ? "" : shown.apply(was);
              return is.equals(old) ? "" : "  " + (old.isEmpty() ? "" : old + " => ") + is;
            })
        .filter(line -> !line.isEmpty());
  }

  private static String batch(BatchFacts batch) {
    return "batch %d %s%s%s%s"
        .formatted(
            batch.id(),
            batch.cancelled() ? "cancelled " : "",
            batch.paused() ? "paused " : "",
            batch.ended().isPresent() ? "ended" : "open",
            batch.departure().archived().isPresent() ? " archived" : "");
  }

  private static String unit(UnitFacts unit) {
    return "workunit %d errors=%d%s%s%s%s quorum=%d canonical=%s %s files=%s"
        .formatted(
            unit.id(),
            unit.errors(),
            unit.cancelled() ? " cancelled" : "",
            unit.held() ? " held" : "",
            unit.paused() ? " paused" : "",
            unit.needValidate() ? " validate" : "",
            unit.bounds().minQuorum(),
            unit.canonicalResult().isPresent() ? unit.canonicalResult().getAsLong() : "none",
            unit.assimilateState(),
            unit.fileDeleteState());
  }

  private static String result(ResultFacts result) {
    return "result %d of %d %s host=%s paid=%s files=%s"
        .formatted(
            result.id(),
            result.unit(),
            result.state(),
            result.host().isPresent() ? result.host().getAsLong() : "none",
            result.credit(),
            result.fileDeleteState());
  }
}
