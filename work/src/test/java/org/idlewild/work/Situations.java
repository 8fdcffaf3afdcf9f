package org.idlewild.work;

import static org.idlewild.work.Situation.NOW;
import static org.idlewild.work.Situation.TOMORROW;
import static org.idlewild.work.Situation.YESTERDAY;
import static org.idlewild.work.Situation.workunit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All situations of up to two results that the server can bring about. */
final class Situations {
  private static final List<UnaryOperator<Situation>> OPEN =
      List.of(
          s -> s,
          Situation::inactive,
          Situation::unsent,
          s -> s.inProgressUntil(TOMORROW),
          s -> s.inProgressUntil(YESTERDAY),
          Situation::success,
          s -> s.success(ValidateState.INCONCLUSIVE),
          Situation::failed,
          Situation::abortedByUser,
          s -> s.noReplyUntil(YESTERDAY),
          s -> s.over(Outcome.VALIDATE_ERROR, ValidateState.INVALID),
          s -> s.over(Outcome.COULDNT_SEND, ValidateState.INIT),
          s -> s.over(Outcome.CLIENT_DETACHED, ValidateState.INIT));

  private static final List<UnaryOperator<Situation>> ANSWERED =
      List.of(
          Situation::inactive,
          Situation::unsent,
          s -> s.inProgressUntil(TOMORROW),
          s -> s.inProgressUntil(YESTERDAY),
          Situation::success,
          s -> s.success(ValidateState.VALID),
          s -> s.success(ValidateState.INVALID),
          s -> s.success(ValidateState.TOO_LATE),
          Situation::failed,
          s -> s.noReplyUntil(TOMORROW),
          s -> s.over(Outcome.DIDNT_NEED, ValidateState.INIT));

  private static final List<UnaryOperator<Situation>> FAILED =
      List.of(
          s -> s.success(ValidateState.NO_CHECK),
          s -> s.over(Outcome.DIDNT_NEED, ValidateState.INIT));

  private Situations() {}

  static List<Situation> withoutContradiction() {
    List<Situation> all = new ArrayList<>();
    for (int quorum = 1; quorum <= 2; quorum++) {
      all.addAll(open(quorum));
      all.addAll(answered(quorum));
      all.addAll(failed(quorum));
    }
    return all;
  }

  /** Nobody knows yet whether there will be an answer. */
  static List<Situation> open(int quorum) {
    return pairs(OPEN, () -> workunit().quorum(quorum));
  }

  /** Nobody knows, and nothing is sent. */
  static List<Situation> resting(int quorum) {
    return pairs(OPEN, () -> workunit().quorum(quorum).paused());
  }

  /** There is an answer, handed over or not, its files there or not. */
  static List<Situation> answered(int quorum) {
    List<Situation> all = new ArrayList<>();
    all.addAll(pairs(ANSWERED, () -> workunit().quorum(quorum).canonical()));
    all.addAll(
        pairs(
            ANSWERED,
            () ->
                workunit()
                    .quorum(quorum)
                    .canonical()
                    .files(FileDeleteState.DONE)
                    .handedOver(YESTERDAY)));
    all.addAll(pairs(ANSWERED, () -> workunit().quorum(quorum).canonical().handedOver(NOW)));
    return all;
  }

  /** There will be no answer. */
  static List<Situation> failed(int quorum) {
    List<UnaryOperator<Situation>> ways = Stream.concat(OPEN.stream(), FAILED.stream()).toList();
    return pairs(ways, () -> workunit().quorum(quorum).error(WorkunitError.CANCELLED));
  }

  static List<Result> apply(List<Result> before, List<Result> changed) {
    return before.stream()
        .map(
            result ->
                changed.stream().filter(c -> c.id() == result.id()).findFirst().orElse(result))
        .toList();
  }

  private static List<Situation> pairs(
      List<UnaryOperator<Situation>> ways, Supplier<Situation> beginning) {
    List<Situation> all = new ArrayList<>();
    for (UnaryOperator<Situation> one : ways) {
      for (UnaryOperator<Situation> other : ways) {
        all.add(other.apply(one.apply(beginning.get())));
      }
    }
    return all;
  }
}
