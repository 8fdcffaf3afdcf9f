package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
          "NO_REPLY --> CLIENT_ERROR: reported late",
          "NO_REPLY --> CLIENT_DETACHED: another goes on from its checkpoint");

  /** What other stages than the transitioner and the validator bring about. */
  private static final List<String> BY_OTHERS =
      List.of(
          "[*] --> UNSENT: submitted",
          "UNSENT --> IN_PROGRESS: sent",
          "UNSENT --> ASSIMILATING: cancelled",
          "IN_PROGRESS --> ASSIMILATING: cancelled",
          "VALIDATING --> ASSIMILATING: cancelled",
          "HELD --> ASSIMILATING: cancelled",
          "UNSENT --> HELD: paused",
          "IN_PROGRESS --> HELD: paused",
          "HELD --> UNSENT: resumed",
          "HELD --> IN_PROGRESS: resumed",
          "ASSIMILATING --> DONE: handed over",
          "ASSIMILATING --> FAILED: handed over",
          "ASSIMILATING --> CANCELLED: handed over");

  /** From which state which event leads where; every other pair is refused. */
  private static final List<String> ALLOWED =
      List.of(
          "INACTIVE RESUMED UNSENT",
          "INACTIVE NOT_NEEDED DIDNT_NEED",
          "UNSENT PAUSED INACTIVE",
          "UNSENT SENT IN_PROGRESS",
          "UNSENT NOT_NEEDED DIDNT_NEED",
          "UNSENT FOUND_NO_HOST COULDNT_SEND",
          "IN_PROGRESS SUCCEEDED SUCCESS_INIT",
          "IN_PROGRESS FAILED CLIENT_ERROR",
          "IN_PROGRESS FELL_SILENT NO_REPLY",
          "IN_PROGRESS LOST DIDNT_NEED",
          "IN_PROGRESS DETACHED CLIENT_DETACHED",
          "NO_REPLY SUCCEEDED SUCCESS_INIT",
          "NO_REPLY FAILED CLIENT_ERROR",
          "NO_REPLY DETACHED CLIENT_DETACHED",
          "SUCCESS_INIT AGREED SUCCESS_VALID",
          "SUCCESS_INIT DIFFERED SUCCESS_INVALID",
          "SUCCESS_INIT UNREADABLE VALIDATE_ERROR",
          "SUCCESS_INIT UNDECIDED SUCCESS_INCONCLUSIVE",
          "SUCCESS_INIT NOT_CHECKED SUCCESS_NO_CHECK",
          "SUCCESS_INIT CAME_TOO_LATE SUCCESS_TOO_LATE",
          "SUCCESS_INCONCLUSIVE AGREED SUCCESS_VALID",
          "SUCCESS_INCONCLUSIVE DIFFERED SUCCESS_INVALID",
          "SUCCESS_INCONCLUSIVE UNREADABLE VALIDATE_ERROR",
          "SUCCESS_INCONCLUSIVE UNDECIDED SUCCESS_INCONCLUSIVE",
          "SUCCESS_INCONCLUSIVE NOT_CHECKED SUCCESS_NO_CHECK");

  private static final Quorum UNDECIDED = new Quorum(OptionalLong.empty(), List.of(), List.of());

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

  static Stream<Arguments> pairs() {
    return Stream.of(ResultState.values())
        .flatMap(state -> Stream.of(ResultEvent.values()).map(event -> Arguments.of(state, event)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pairs")
  void everyEventLeadsFromEachStateWhereItShouldOrIsRefused(ResultState state, ResultEvent event) {
    Optional<String> allowed =
        ALLOWED.stream()
            .map(line -> List.of(line.split(" ", 3)))
            .filter(words -> words.get(0).equals(state.name()))
            .filter(words -> words.get(1).equals(event.name()))
            .map(words -> words.get(2))
            .findFirst();

    assertThat(state.after(event).map(Enum::name)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @EnumSource
  void aResultTakesAStepThatLeadsSomewhereAndRefusesEveryOther(ResultState from) {
    for (ResultState to : ResultState.values()) {
      Result before = result(from);
      Result after = result(to);
      boolean ends = after.serverState() == ServerState.OVER;
      if (ends && from.next().contains(to)) {
        assertThat(before.over(after.outcome(), after.validateState())).isEqualTo(after);
      } else if (ends) {
        assertThatThrownBy(() -> before.over(after.outcome(), after.validateState()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("result 1 cannot go from " + from + " to " + to);
      }
    }
  }

  private static Result result(ResultState state) {
    boolean success = state.name().startsWith("SUCCESS_");
    boolean alive = List.of("INACTIVE", "UNSENT", "IN_PROGRESS").contains(state.name());
    return new Result(
        1,
        1,
        alive ? ServerState.valueOf(state.name()) : ServerState.OVER,
        alive ? Outcome.INIT : success ? Outcome.SUCCESS : Outcome.valueOf(state.name()),
        success ? ValidateState.valueOf(state.name().substring(8)) : ValidateState.INIT,
        FileDeleteState.INIT,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String diagram() {
    Map<String, Set<String>> steps = new TreeMap<>();
    Map<String, Set<String>> phases = new TreeMap<>();
    Situations.withoutContradiction().forEach(s -> phases(s, phases));
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
            Stream.of(
                "```",
                "",
                "# The phases of a workunit",
                "",
                "A workunit has no state of its own: its phase follows from its parts (`Progress.phase`).",
                "",
                "```mermaid",
                "stateDiagram-v2"),
            BY_OTHERS.stream().map("  "::concat),
            phases.entrySet().stream()
                .map(step -> "  " + step.getKey() + ": " + String.join(", ", step.getValue())),
            Stream.of("```", ""))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static void transitions(Situation situation, Map<String, Set<String>> steps) {
    note(situation.results(), situation.transition().changed(), "transitioner", steps);
  }

  private static void phases(Situation situation, Map<String, Set<String>> steps) {
    Workunit before = situation.get();
    Workunit after = situation.transition().workunit();
    note(before, after, "transitioner", steps);
    List<Result> read = Validation.toRead(after, situation.results());
    if (after.needValidate() && after.canonicalResult().isEmpty() && !read.isEmpty()) {
      List<Quorum.Vote<Long>> votes =
          read.stream().map(r -> new Quorum.Vote<>(r.id(), r.id())).toList();
      for (boolean same : List.of(true, false)) {
        Quorum quorum = Quorum.check(votes, 1, (one, other) -> same);
        note(
            after,
            Validation.of(after, situation.results(), Set.of(), same ? quorum : UNDECIDED)
                .workunit(),
            "validator",
            steps);
      }
    }
  }

  private static void note(
      Workunit before, Workunit after, String who, Map<String, Set<String>> steps) {
    String from = phase(before);
    String to = phase(after);
    if (!from.equals(to)) {
      steps.computeIfAbsent(from + " --> " + to, any -> new TreeSet<>()).add(who);
    }
  }

  private static String phase(Workunit workunit) {
    boolean cancelled = workunit.errors().contains(WorkunitError.CANCELLED);
    return Progress.phase(
            cancelled,
            workunit.hasFailed() && !cancelled,
            workunit.assimilateState(),
            workunit.canonicalResult().isPresent(),
            workunit.needValidate(),
            workunit.inProgress(),
            workunit.hold().isPresent())
        .name();
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
    return ResultState.of(result).name();
  }

  private static String names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).collect(Collectors.joining(" "));
  }
}
