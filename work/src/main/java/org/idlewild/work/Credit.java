package org.idlewild.work;

import java.util.List;

/**
 * What a computation is worth, in cobblestones: a processor of 1 GFLOPS earns 200 a day (BOINC:
 * credit.cpp). Amounts are whole multiples of {@link #GRAIN}, so that sums of doubles are exact in
 * whatever order they are made, up to eight billion.
 */
public final class Credit {
  /** The least amount: 2 to the power of -20. */
  public static final double GRAIN = 0x1p-20;

  private static final double COBBLESTONES_PER_FLOP = 200 / (86_400 * 1e9);

  /** What a processor computes that was never measured, as in BOINC: 1 GFLOPS. */
  private static final double USUAL_FLOPS = 1e9;

  private static final double LEAST_FLOPS = 1e7;

  /** No processor of today reaches a tenth of this by the measure that hosts use. */
  private static final double MOST_FLOPS = 1e12;

  private Credit() {}

  /**
   * What a result used, as its host says and the server can check.
   *
   * @param cpuSeconds processor time of all its processes
   * @param elapsedSeconds wall time while it ran
   * @param heldSeconds from its sending to its report, by the server's clock: no result ran longer
   * @param processors that it may keep busy, 1 or more
   * @param flopsPerProcessor of its host; 0 when not known
   */
  public record Usage(
      double cpuSeconds,
      double elapsedSeconds,
      double heldSeconds,
      int processors,
      double flopsPerProcessor) {

    /**
     * The same with every number possible: what is not a number or below zero becomes 0, and nobody
     * ran longer than the server waited, or used more processor time than his processors had.
     */
    public Usage {
      processors = Math.max(1, processors);
      heldSeconds = within(heldSeconds, 0, Double.MAX_VALUE);
      elapsedSeconds = within(elapsedSeconds, 0, heldSeconds);
      cpuSeconds = within(cpuSeconds, 0, heldSeconds * processors);
      flopsPerProcessor =
          flopsPerProcessor > 0 ? within(flopsPerProcessor, LEAST_FLOPS, MOST_FLOPS) : USUAL_FLOPS;
    }

    /** What its processors could have computed in its time (BOINC: peak flop count). */
    public double peakFlops() {
      return elapsedSeconds * processors * flopsPerProcessor;
    }

    /** What its processor time was worth. */
    public double flops() {
      return cpuSeconds * flopsPerProcessor;
    }
  }

  /** What some operations are worth. */
  public static double of(double flops) {
    return rounded(within(flops, 0, Double.MAX_VALUE) * COBBLESTONES_PER_FLOP);
  }

  /**
   * What each valid result of a workunit gets: the average of what they claim but for the highest
   * claim, so that claiming much pays nobody (BOINC: low_average).
   *
   * @param claims of the valid results; one or more
   */
  public static double granted(List<Double> claims) {
    List<Double> low = claims.stream().sorted().limit(Math.max(1, claims.size() - 1L)).toList();
    return rounded(low.stream().mapToDouble(claim -> claim).average().orElse(0));
  }

  /** The nearest amount; what no sum could hold exactly is cut. */
  public static double rounded(double amount) {
    return Math.rint(within(amount, 0, 1L << 32) / GRAIN) * GRAIN;
  }

  private static double within(double value, double least, double most) {
    return value >= least ? Math.min(value, most) : least;
  }
}
