package org.idlewild.work;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiPredicate;

/**
 * Whether enough results of a workunit agree (BOINC: validate_util2.cpp, check_set).
 *
 * @param canonical the result chosen; empty when no quorum agrees
 * @param valid the results that agree with it, itself included
 * @param invalid the results that do not; empty when there is no canonical result
 */
public record Quorum(OptionalLong canonical, List<Long> valid, List<Long> invalid) {

  /**
   * A result's outputs as its validator read them.
   *
   * @param result the result's id
   * @param output what the validator compares
   */
  public record Vote<T>(long result, T output) {}

  /**
   * The first result that agrees with at least half the quorum and one more, itself included, is
   * canonical; those that agree with it are valid, the rest invalid.
   *
   * @param votes in the order of their results
   * @param minQuorum the workunit's; fewer votes than this decide nothing
   * @param agree symmetric; called at most once for each ordered pair
   */
  public static <T> Quorum check(List<Vote<T>> votes, int minQuorum, BiPredicate<T, T> agree) {
    if (votes.size() < minQuorum) {
      return undecided();
    }
    int enough = minQuorum / 2 + 1;
    for (Vote<T> candidate : votes) {
      Quorum quorum = around(candidate, votes, agree);
      if (quorum.valid.size() >= enough) {
        return quorum;
      }
    }
    return undecided();
  }

  private static <T> Quorum around(
      Vote<T> candidate, List<Vote<T>> votes, BiPredicate<T, T> agree) {
    List<Long> valid = new ArrayList<>();
    List<Long> invalid = new ArrayList<>();
    for (Vote<T> vote : votes) {
      boolean same =
          vote.result() == candidate.result() || agree.test(candidate.output(), vote.output());
      (same ? valid : invalid).add(vote.result());
    }
    return new Quorum(
        OptionalLong.of(candidate.result()), List.copyOf(valid), List.copyOf(invalid));
  }

  private static Quorum undecided() {
    return new Quorum(OptionalLong.empty(), List.of(), List.of());
  }
}
