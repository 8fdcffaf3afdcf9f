package org.idlewild.work;

import java.time.Duration;
import java.util.Optional;

/**
 * What a workunit's researcher knows about it that decides where it goes and what is believed of
 * its results.
 *
 * @param target who alone may get it
 * @param flopsEstimate what it takes, in floating-point operations; 0 when not known
 * @param leastRun a result that ended sooner is wrong; zero when not known
 * @param hostClass what its hosts must be, see {@link HostClass}; empty when the first host decides
 */
public record Terms(
    Target target, double flopsEstimate, Duration leastRun, Optional<String> hostClass) {

  /** Nothing is known: any host may get it, and it takes what it takes. */
  public static final Terms NONE = new Terms(Target.ANYBODY, 0, Duration.ZERO, Optional.empty());

  public Terms {
    if (!(flopsEstimate >= 0) || Double.isInfinite(flopsEstimate) || leastRun.isNegative()) {
      throw new IllegalArgumentException("an estimate and a least run time are 0 or more");
    }
  }
}
