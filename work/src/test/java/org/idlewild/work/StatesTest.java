package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatesTest {
  /** What Transition and Validation do not decide: the stages that talk to hosts do. */
  private static final List<String> BY_HOSTS =
      List.of(
          "[*] --> UNSENT: made",
          "UNSENT --> IN_PROGRESS: sent",
          "UNSENT --> INACTIVE: paused",
          "INACTIVE --> UNSENT: resumed",
          "IN_PROGRESS --> CLIENT_DETACHED: given up by its host's owner",
          "IN_PROGRESS --> SUCCESS_INIT: reported",
          "IN_PROGRESS --> CLIENT_ERROR: reported",
          "IN_PROGRESS --> DIDNT_NEED: lost by the host",
          "NO_REPLY --> SUCCESS_INIT: reported late",
          "NO_REPLY --> CLIENT_ERROR: reported late");

  @Test
  void theDatabaseStoresTheseOrdinalsSoTheirOrderNeverChanges() {
    assertThat(names(ServerState.values())).isEqualTo("INACTIVE UNSENT IN_PROGRESS OVER");
    assertThat(names(Outcome.values()))
        .isEqualTo(
            "INIT SUCCESS COULDNT_SEND CLIENT_ERROR NO_REPLY DIDNT_NEED VALIDATE_ERROR"
                + " CLIENT_DETACHED");
    assertThat(names(ValidateState.values()))
        .isEqualTo("INIT VALID INVALID NO_CHECK INCONCLUSIVE TOO_LATE");
    assertThat(names(AssimilateState.values())).isEqualTo("INIT READY DONE");
    assertThat(names(FileDeleteState.values())).isEqualTo("INIT READY DONE ERROR");
    assertThat(names(WorkunitError.values()))
        .isEqualTo(
            "COULDNT_SEND TOO_MANY_ERROR TOO_MANY_SUCCESS TOO_MANY_TOTAL CANCELLED NO_CANONICAL");
    assertThat(names(Cause.values())).isEqualTo("HOST UNIT USER");
    assertThat(names(Hold.values())).isEqualTo("OWNER FAILS_EVERYWHERE TOO_SHORT TOO_LONG");
    assertThat(names(Redundancy.values())).isEqualTo("ANY SYSTEM PROCESSOR");
    assertThat(names(CreditScheme.values())).isEqualTo("FIXED RUN_TIME NORMALISED");
  }

  @Test
  void theDiagramShowsWhatTheDecisionsDo() throws IOException {
    String drawn = diagram();
    Path fresh = Files.writeString(Path.of("target", "STATES.md"), drawn);

    assertThat(Path.of("STATES.md"))
        .as("the diagram is stale; a fresh one lies at %s", fresh)
        .hasContent(drawn);
  }

  private static String diagram() {
    Map<String, Set<String>> steps = new TreeMap<>();
    Situations.withoutContradiction().forEach(s -> transitions(s, steps));
    for (int quorum = 1; quorum <= 2; quorum++) {
      Situations.resting(quorum).forEach(s -> transitions(s, steps));
      Situations.open(quorum).forEach(s -> firstJudgements(s, steps));
      Situations.answered(quorum).forEach(s -> lateJudgements(s, steps));
    }
    return Stream.of(
            Stream.of(
                "# The states of a result",
                "",
                "Made from the decisions by `StatesTest`, which fails when this is stale. A state is the",
                "server state, or for a result that is over its outcome; a success has its validate state too.",
                "",
                "```mermaid",
                "stateDiagram-v2"),
            BY_HOSTS.stream().map("  "::concat),
            steps.entrySet().stream()
                .map(step -> "  " + step.getKey() + ": " + String.join(", ", step.getValue())),
            Stream.of("```", ""))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static void transitions(Situation situation, Map<String, Set<String>> steps) {
    note(situation.results(), situation.transition().changed(), "transitioner", steps);
  }

  private static void firstJudgements(Situation situation, Map<String, Set<String>> steps) {
    judgements(
        situation,
        (unreadable, readable) -> {
          List<Quorum.Vote<Long>> votes =
              readable.stream().map(r -> new Quorum.Vote<>(r.id(), r.id())).toList();
          int minQuorum = situation.get().rules().minQuorum();
          Quorum same = Quorum.check(votes, minQuorum, (one, other) -> true);
          Quorum different = Quorum.check(votes, minQuorum, (one, other) -> false);
          note(situation, situation.judged(unreadable, same), steps);
          note(situation, situation.judged(unreadable, different), steps);
        });
  }

  private static void lateJudgements(Situation situation, Map<String, Set<String>> steps) {
    judgements(
        situation,
        (unreadable, readable) -> {
          Set<Long> rest = readable.stream().map(Result::id).collect(Collectors.toSet());
          Workunit workunit = situation.get();
          note(situation, Validation.late(workunit, situation.results(), rest, unreadable), steps);
        });
  }

  /** Lets the validator refuse none and each of the results that it reads. */
  private static void judgements(
      Situation situation, BiConsumer<Set<Long>, List<Result>> judgement) {
    Workunit workunit = situation.transition().workunit();
    List<Result> read = Validation.toRead(workunit, situation.results());
    if (!workunit.needValidate() || read.isEmpty()) {
      return;
    }
    judgement.accept(Set.of(), read);
    for (Result refused : read) {
      judgement.accept(
          Set.of(refused.id()), read.stream().filter(r -> r.id() != refused.id()).toList());
    }
  }

  private static void note(
      Situation situation, Validation validation, Map<String, Set<String>> steps) {
    assertThat(validation.workunit().canonicalResult())
        .satisfiesAnyOf(
            canonical -> assertThat(canonical).isEqualTo(situation.get().canonicalResult()),
            canonical ->
                assertThat(situation.get().canonicalResult()).isEqualTo(OptionalLong.empty()));
    note(situation.results(), validation.changed(), "validator", steps);
  }

  private static void note(
      List<Result> before, List<Result> changed, String who, Map<String, Set<String>> steps) {
    for (Result after : changed) {
      String from = name(before.get((int) after.id() - 1));
      String to = name(after);
      if (!from.equals(to)) {
        steps.computeIfAbsent(from + " --> " + to, any -> new TreeSet<>()).add(who);
      }
    }
  }

  private static String name(Result result) {
    if (result.serverState() != ServerState.OVER) {
      return result.serverState().name();
    }
    return result.isSuccess() ? "SUCCESS_" + result.validateState() : result.outcome().name();
  }

  private static String names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).collect(Collectors.joining(" "));
  }
}
