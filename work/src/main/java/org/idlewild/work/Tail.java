package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The end of a batch, when a few slow hosts keep all others' work waiting. */
public final class Tail {
  /** An end of more workunits than this is none yet, however large the batch. */
  public static final int MOST = 500;

  /** Of fewer results nobody knows what is usual. */
  static final int SAMPLES = 5;

  private static final double NEARLY_ALL = 0.9;

  private Tail() {}

  /**
   * A workunit without an answer.
   *
   * @param id names it
   * @param rules its bounds
   * @param results all that it ever had
   * @param good of them, the successes that were not found invalid
   * @param unsent of them, those that no host has
   * @param sent when each of those in progress was sent
   */
  public record Open(
      long id, Workunit.Rules rules, int results, int good, int unsent, List<Instant> sent) {

    /**
     * What is under way is no more than what an answer lacks. So it gets one more than needed and
     * not two, and its target stays: when the one more is lost, it lacks nothing.
     */
    private boolean mayGetMore() {
      int lacking = Math.max(1, rules.minQuorum() - good);
      return unsent == 0
          && !sent.isEmpty()
          && sent.size() <= lacking
          && results < rules.maxTotalResults();
    }

    private Instant longest() {
      return sent.stream().min(Instant::compareTo).orElse(Instant.MAX);
    }
  }

  /**
   * Whether a batch is at its end.
   *
   * @param left how many of its workunits have no answer
   * @param total all of them
   * @param part so much of it, or less, is its end; 0 for never, up to 1
   */
  public static boolean isReached(int left, int total, double part) {
    return left > 0 && left <= MOST && left <= part * total;
  }

  /**
   * How long a result usually takes: nine in ten took no longer.
   *
   * @param took what results took, in any order
   * @return zero while too few came
   */
  public static Duration usual(List<Duration> took) {
    if (took.size() < SAMPLES) {
      return Duration.ZERO;
    }
    List<Duration> sorted = took.stream().sorted().toList();
    return sorted.get((int) Math.ceil(NEARLY_ALL * sorted.size()) - 1);
  }

  /**
   * The workunits that shall get one more result each, the slowest first. While any has not even
   * been sent, none: hosts have something better to do.
   *
   * @param open all workunits of a batch at its end that have no answer
   * @param usual how long a result usually takes; zero when nothing is known, and then none is slow
   */
  public static List<Open> of(List<Open> open, Duration usual, Instant now) {
    if (usual.isZero() || open.stream().anyMatch(unit -> unit.unsent() > 0)) {
      return List.of();
    }
    return open.stream()
        .filter(Open::mayGetMore)
        .filter(unit -> unit.longest().plus(usual).isBefore(now))
        .sorted(Comparator.comparing(Open::longest).thenComparing(Open::id))
        .toList();
  }
}
