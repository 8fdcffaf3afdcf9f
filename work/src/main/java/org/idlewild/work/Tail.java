package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The end of a batch, when a few slow hosts keep all others' work waiting. */
public final class Tail {
  private Tail() {}

  /**
   * A workunit without an answer.
   *
   * @param id names it
   * @param rules its bounds
   * @param results all that it ever had
   * @param open of them, those that are unsent, in progress or good
   * @param unsent of those, the ones that no host has
   * @param sent when the one that is longest in progress was sent
   */
  public record Open(
      long id, Workunit.Rules rules, int results, int open, int unsent, Instant sent) {

    private boolean mayGetMore() {
      return unsent == 0 && open <= rules.targetResults() && results < rules.maxTotalResults();
    }
  }

  /**
   * When a batch is at its end.
   *
   * @param part so much of it, or less, has no answer; 0 for never, up to 1
   */
  public record Rules(double part) {
    public Rules {
      if (!(part >= 0 && part <= 1)) {
        throw new IllegalArgumentException("expected a part from 0 to 1, not " + part);
      }
    }
  }

  /**
   * The workunits that shall get one more result each, the slowest first.
   *
   * @param open all workunits of the batch without an answer
   * @param total all its workunits
   * @param usual how long a result of the app takes on average; zero when nothing is known, and
   *     then none is slow
   */
  public static List<Long> of(
      List<Open> open, int total, Rules rules, Duration usual, Instant now) {
    boolean atItsEnd =
        open.size() <= rules.part() * total && open.stream().allMatch(unit -> unit.unsent() == 0);
    if (!atItsEnd || usual.isZero()) {
      return List.of();
    }
    return open.stream()
        .filter(Open::mayGetMore)
        .filter(unit -> unit.sent().plus(usual).isBefore(now))
        .sorted(Comparator.comparing(Open::sent).thenComparing(Open::id))
        .map(Open::id)
        .toList();
  }
}
