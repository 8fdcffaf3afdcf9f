package org.idlewild.scheduler.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.validator.InvalidOutput;
import org.idlewild.validator.Output;
import org.idlewild.validator.TryLater;
import org.idlewild.validator.Validator;
import org.idlewild.work.Quorum;
import org.idlewild.work.Result;
import org.idlewild.work.Validation;
import org.idlewild.work.Workunit;

/** One validator at work on one workunit; to be used where the plug-in may run. */
final class Judge<T> {
  private final Validator<T> validator;
  private final Map<Long, List<Output>> outputs;

  Judge(Validator<T> validator, Map<Long, List<Output>> outputs) {
    this.validator = validator;
    this.outputs = outputs;
  }

  /**
   * Judges.
   *
   * @throws Contradiction when the validator says two things at once
   */
  Validation judge(Workunit workunit, List<Result> results)
      throws TryLater, IOException, Contradiction {
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

  private T read(long result) throws InvalidOutput, TryLater, IOException {
    return validator.read(outputs.getOrDefault(result, List.of()));
  }

  private Validation first(
      Workunit workunit, List<Result> results, List<Quorum.Vote<T>> votes, Set<Long> unreadable)
      throws Contradiction {
    Quorum quorum = Quorum.check(votes, workunit.rules().minQuorum(), validator::agree);
    for (Quorum.Vote<T> vote : votes) {
      if (quorum.canonical().isEmpty()) {
        agreesWithItself(vote);
      } else if (vote.result() == quorum.canonical().getAsLong()) {
        agreesWithItself(vote);
        saysTheSameBackwards(vote, votes, Set.copyOf(quorum.valid()));
      }
    }
    return Validation.of(workunit, results, unreadable, quorum);
  }

  private Validation late(
      Workunit workunit, List<Result> results, List<Quorum.Vote<T>> votes, Set<Long> unreadable)
      throws TryLater, IOException, Contradiction {
    Set<Long> agreeing = new HashSet<>();
    Set<Long> differing = new HashSet<>(unreadable);
    try {
      long id = workunit.canonicalResult().getAsLong();
      Quorum.Vote<T> canonical = new Quorum.Vote<>(id, read(id));
      for (Quorum.Vote<T> vote : votes) {
        boolean same = validator.agree(canonical.output(), vote.output());
        (same ? agreeing : differing).add(vote.result());
      }
      agreesWithItself(canonical);
      saysTheSameBackwards(canonical, votes, agreeing);
    } catch (InvalidOutput changed) {
      // The canonical result was readable once; nothing can be said about the others now.
      Set<Long> rest = votes.stream().map(Quorum.Vote::result).collect(Collectors.toSet());
      return Validation.tooLate(workunit, results, rest, unreadable);
    }
    return Validation.late(workunit, results, agreeing, differing);
  }

  private void agreesWithItself(Quorum.Vote<T> vote) throws Contradiction {
    if (!validator.agree(vote.output(), vote.output())) {
      throw new Contradiction("result " + vote.result() + " does not agree with itself");
    }
  }

  private void saysTheSameBackwards(
      Quorum.Vote<T> canonical, List<Quorum.Vote<T>> votes, Set<Long> agreeing)
      throws Contradiction {
    for (Quorum.Vote<T> vote : votes) {
      boolean forwards = agreeing.contains(vote.result());
      if (vote.result() != canonical.result()
          && validator.agree(vote.output(), canonical.output()) != forwards) {
        throw new Contradiction(
            "whether results %d and %d agree depends on which comes first"
                .formatted(canonical.result(), vote.result()));
      }
    }
  }
}
