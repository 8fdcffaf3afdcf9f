package org.idlewild.simulator.invariants;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.Letter;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.work.Outcome;

/** What is wrong with messages and checkpoints: what hosts bring while they compute. */
final class Exchanges {
  /** A result that its history went away from, and that counts no more. */
  private static final Set<Outcome> LEFT = Set.of(Outcome.CLIENT_DETACHED, Outcome.CLIENT_ERROR);

  private Exchanges() {}

  static Stream<String> lostLetters(Change change) {
    Map<Long, List<Letter>> byBatch =
        change.now().letters().stream().collect(Collectors.groupingBy(Letter::batch));
    Stream<String> gaps =
        change.now().batches().values().stream()
            .filter(batch -> !batch.isArchived())
            .filter(batch -> hasGaps(batch, byBatch.getOrDefault(batch.id(), List.of())))
            .map(batch -> "batch " + batch.id());
    Set<Letter> now = Set.copyOf(change.now().letters());
    Stream<String> changed =
        change.before().letters().stream()
            .filter(letter -> !change.now().batches().get(letter.batch()).isArchived())
            .filter(letter -> !now.contains(letter))
            .map(Letter::toString);
    return Stream.concat(gaps, changed);
  }

  /** They are read in the order of their places. */
  private static boolean hasGaps(BatchFacts batch, List<Letter> letters) {
    if (letters.size() != batch.letters()) {
      return true;
    }
    for (int i = 0; i < letters.size(); i++) {
      if (letters.get(i).place() != i + 1) {
        return true;
      }
    }
    return false;
  }

  static Stream<String> sharedHistories(Change change) {
    Map<Long, ResultFacts> results = change.now().results();
    Map<String, Long> owners = new HashMap<>();
    Stream<String> shared =
        change.now().files().checkpoints().entrySet().stream()
            .filter(
                row ->
                    !results.containsKey(row.getKey())
                        || owners.put(row.getValue(), row.getKey()) != null)
            .map(row -> "the checkpoint of result " + row.getKey());
    Stream<String> left =
        change.before().files().checkpoints().entrySet().stream()
            .filter(was -> isElsewhere(change.now(), was))
            .map(was -> results.get(was.getKey()))
            .filter(was -> was != null && !LEFT.contains(was.state().outcome()))
            .map(was -> was + " is " + was.state() + ", and another goes on from it");
    return Stream.concat(shared, left);
  }

  private static boolean isElsewhere(Snapshot now, Map.Entry<Long, String> was) {
    return now.files().checkpoints().entrySet().stream()
        .anyMatch(is -> is.getValue().equals(was.getValue()) && !is.getKey().equals(was.getKey()));
  }
}
