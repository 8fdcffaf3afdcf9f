package org.idlewild.work;

import java.util.Collection;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * How many operations, by peak speed, an app version takes for each that its workunits were
 * estimated at: an average over all hosts, or over one of them (BOINC: pfc in app_version and
 * host_app_version).
 *
 * @param mean the average
 * @param samples how many results it is of
 */
public record PeakFlops(double mean, long samples) {
  /** No result was seen yet. */
  public static final PeakFlops NONE = new PeakFlops(0, 0);

  /** What a workunit is taken for whose researcher gave no estimate, as in BOINC. */
  public static final double USUAL_ESTIMATE = 3600e9;

  /** A sample counts as no more than so many times the average. */
  private static final double LARGEST_SAMPLE = 10;

  /** Fewer samples say nothing about an app version. */
  private static final int VERSION_SAMPLES = 100;

  /** Fewer samples say nothing about a host. */
  private static final int HOST_SAMPLES = 10;

  /** How an average takes new samples: plainly up to a number, then each with a fixed weight. */
  public enum Over {
    /** Over all hosts. */
    ALL_HOSTS(50, 0.005),
    /** Over the results of one host. */
    ONE_HOST(20, 0.01);

    private final int plain;
    private final double weight;

    Over(int plain, double weight) {
      this.plain = plain;
      this.weight = weight;
    }
  }

  /** The estimate of a workunit's operations, or what stands for it. */
  public static double estimate(double flopsEstimate) {
    return flopsEstimate > 0 ? flopsEstimate : USUAL_ESTIMATE;
  }

  /**
   * The same with one more result.
   *
   * @param ratio its peak flops by its workunit's estimate
   */
  public PeakFlops plus(double ratio, Over over) {
    if (!(ratio >= 0) || Double.isInfinite(ratio)) {
      return this;
    }
    double sample = samples > 0 && mean > 0 ? Math.min(ratio, LARGEST_SAMPLE * mean) : ratio;
    double weight = samples < over.plain ? 1.0 / (samples + 1) : over.weight;
    return new PeakFlops(mean + weight * (sample - mean), samples + 1);
  }

  /**
   * What a result claims, in operations (BOINC: CreditNew). Efficient versions set the measure for
   * all versions of an application, and all hosts of a version earn the same for the same work.
   *
   * @param peakFlops of the result
   * @param host the host's average with this version
   * @param version the version's average over all hosts
   * @param all the averages of all the application's versions
   */
  public static double normalised(
      double peakFlops, PeakFlops host, PeakFlops version, Collection<PeakFlops> all) {
    double claim = peakFlops;
    if (!version.isKnown(VERSION_SAMPLES)) {
      return claim;
    }
    OptionalDouble best = best(all);
    if (best.isPresent()) {
      claim *= best.getAsDouble() / version.mean;
    }
    return host.isKnown(HOST_SAMPLES) ? claim * version.mean / host.mean : claim;
  }

  private static OptionalDouble best(Collection<PeakFlops> all) {
    return all.stream()
        .filter(version -> version.isKnown(VERSION_SAMPLES))
        .min(Comparator.comparingDouble(PeakFlops::mean))
        .stream()
        .mapToDouble(PeakFlops::mean)
        .findAny();
  }

  private boolean isKnown(int needed) {
    return samples >= needed && mean > 0;
  }
}
