package org.idlewild.scheduler.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.plugin.TimeLimit;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.validator.InvalidOutput;
import org.idlewild.validator.Output;
import org.idlewild.validator.Validator;
import org.idlewild.work.Quorum;
import org.idlewild.work.Result;
import org.idlewild.work.Validation;
import org.idlewild.work.Workunit;

/** One validator at work on one workunit. */
final class Judge<T> {
  private final Validator<T> validator;
  private final TimeLimit limit;
  private final Map<Long, List<Output>> outputs;

  /** Comparing has no answer that is thrown: whatever it throws is a fault. */
  private static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Judge(Validator<T> validator, TimeLimit limit, Map<Long, List<Output>> outputs) {
    this.validator = validator;
    this.limit = limit;
    this.outputs = outputs;
  }

  /**
   * Judges.
   *
   * @throws Unavailable when the validator gives no answer now
   */
  Validation judge(Workunit workunit, List<Result> results) throws Unavailable {
    List<Quorum.Vote<T>> votes = new ArrayList<>();
    Set<Long> unreadable = new HashSet<>();
    for (Result result : Validation.toRead(workunit, results)) {
      try {
        votes.add(new Quorum.Vote<>(result.id(), read(result.id())));
      } catch (InvalidOutput refused) {
        unreadable.add(result.id());
      }
    }
    return workunit.canonicalResult().isPresent()
        ? late(workunit, results, votes, unreadable)
        : first(workunit, results, votes, unreadable);
  }

  private T read(long result) throws InvalidOutput, Unavailable {
    List<Output> files = outputs.getOrDefault(result, List.of());
    return limit.call(() -> validator.read(files), InvalidOutput.class);
  }

  private Validation first(
      Workunit workunit, List<Result> results, List<Quorum.Vote<T>> votes, Set<Long> unreadable)
      throws Unavailable {
    Quorum quorum =
        limit.call(
            () -> Quorum.check(votes, workunit.rules().minQuorum(), validator::agree),
            NoAnswer.class);
    return Validation.of(workunit, results, unreadable, quorum);
  }

  private Validation late(
      Workunit workunit, List<Result> results, List<Quorum.Vote<T>> votes, Set<Long> unreadable)
      throws Unavailable {
    Set<Long> agreeing = new HashSet<>();
    Set<Long> differing = new HashSet<>(unreadable);
    try {
      T canonical = read(workunit.canonicalResult().getAsLong());
      for (Quorum.Vote<T> vote : votes) {
        boolean same = limit.call(() -> validator.agree(canonical, vote.output()), NoAnswer.class);
        (same ? agreeing : differing).add(vote.result());
      }
    } catch (InvalidOutput changed) {
      // The canonical result was readable once; nothing can be said about the others now.
      Set<Long> rest = votes.stream().map(Quorum.Vote::result).collect(Collectors.toSet());
      return Validation.tooLate(workunit, results, rest, unreadable);
    }
    return Validation.late(workunit, results, agreeing, differing);
  }
}
