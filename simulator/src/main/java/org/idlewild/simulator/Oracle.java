package org.idlewild.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.simulator.invariants.Snapshot;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.Letter;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.simulator.invariants.Violation;
import org.idlewild.simulator.invariants.Watch;
import org.idlewild.work.ValidateState;

/** Knows the right answers and who lies: what no server can know, and so what it must survive. */
final class Oracle {
  private final Set<Long> liars = new HashSet<>();
  private final Map<String, String> contents = new HashMap<>();
  private final Map<Long, String> answers = new HashMap<>();
  private final Set<Long> aborted = new HashSet<>();

  /** The right answer. */
  static String truth(Order order) {
    return truth(String.join(" ", order.arguments()));
  }

  private static String truth(String parameter) {
    return "the answer to " + parameter + "\n";
  }

  void liar(long host) {
    liars.add(host);
  }

  /** What a task says at its n-th word. */
  static String wordOf(long result, int number) {
    return "word " + number + " of " + result;
  }

  /** What a researcher says to a task. */
  static String wordTo(long result) {
    return "a word to " + result;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Somebody gave a workunit up. */
  void abortedByHand(long unit) {
    aborted.add(unit);
  }

  /** Somebody brought this. */
  void brought(String sha256, String content) {
    contents.put(sha256, content);
  }

  /** What is wrong with what just became of answers. */
  Stream<Violation> judge(Watch.Look look) {
    Snapshot now = look.now();
    Map<Long, List<ResultFacts>> results = now.byUnit();
    Stream<Violation> wrong =
        now.units().values().stream()
            .filter(unit -> unit.canonicalResult().isPresent())
            .filter(unit -> !answers.containsKey(unit.id()))
            .filter(unit -> !isFair(now, unit, results.get(unit.id())))
            .map(
                unit ->
                    new Violation(
                        "RIGHT_OR_OUTVOTED",
                        "an answer is right unless enough liars agree on it",
                        unit.toString()));
    Stream<Violation> unlike =
        now.results().values().stream()
            .filter(result -> isUnlike(now, result))
            .map(
                result ->
                    new Violation(
                        "VALID_MEANS_ALIKE",
                        "a valid result brought what the canonical one did",
                        result.toString()));
    return Stream.of(wrong, unlike, merged(look), cancelled(now), garbled(look))
        .flatMap(found -> found.toList().stream());
  }

  private boolean isFair(Snapshot now, UnitFacts unit, List<ResultFacts> results) {
    String answer = only(now, unit.canonicalResult().getAsLong());
    answers.put(unit.id(), answer);
    String right = truth("unit-" + unit.position());
    long lies =
        results.stream()
            .filter(result -> liars.contains(result.host().orElse(-1)))
            .filter(result -> answer.equals(only(now, result.id())))
            .count();
    return answer.equals(Setting.sha256(right)) || lies >= unit.bounds().minQuorum() / 2 + 1;
  }

  private boolean isUnlike(Snapshot now, ResultFacts result) {
    String brought = only(now, result.id());
    String answer = answers.getOrDefault(result.unit(), brought);
    return result.state().validity() == ValidateState.VALID
        && !brought.isEmpty()
        && !brought.equals(answer);
  }

  private static String only(Snapshot now, long result) {
    return now.broughtBy(result).stream().findFirst().orElse("");
  }

  private Stream<Violation> cancelled(Snapshot now) {
    return now.units().values().stream()
        .filter(unit -> unit.cancelled() && !aborted.contains(unit.id()))
        .filter(unit -> !now.batches().get(unit.batch()).cancelled())
        .map(
            unit ->
                new Violation(
                    "CANCELLED_BY_SOMEBODY",
                    "a workunit is given up when somebody gives it or its batch up",
                    unit.toString()));
  }

  private static Stream<Violation> garbled(Watch.Look look) {
    return look.now().letters().stream()
        .filter(letter -> !letter.base64().equals(base64(said(letter))))
        .map(
            letter ->
                new Violation(
                    "WORD_FOR_WORD", "a message says what its sender said", letter.toString()));
  }

  private static String said(Letter letter) {
    return letter.upwards() ? wordOf(letter.result(), letter.number()) : wordTo(letter.result());
  }

  private Stream<Violation> merged(Watch.Look look) {
    return look.now().batches().values().stream()
        .filter(batch -> batch.ended().isPresent())
        .filter(
            batch ->
                look.before()
                    .map(before -> before.batches().get(batch.id()))
                    .filter(was -> was.ended().isPresent())
                    .isEmpty())
        .filter(batch -> !expected(look.now(), batch).equals(batch.output().orElse("")))
        .map(
            batch ->
                new Violation(
                    "MERGED_IN_ORDER",
                    "a batch's output is its answers in the order of its workunits; a cancelled"
                        + " batch has none",
                    "batch " + batch.id()));
  }

  private String expected(Snapshot now, BatchFacts batch) {
    if (batch.cancelled()) {
      return "";
    }
    return Setting.sha256(
        now.units().values().stream()
            .filter(unit -> unit.batch() == batch.id())
            .filter(unit -> answers.containsKey(unit.id()))
            .sorted(Comparator.comparing(UnitFacts::position))
            .map(unit -> contents.get(answers.get(unit.id())))
            .collect(Collectors.joining()));
  }
}
