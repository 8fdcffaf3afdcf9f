package org.idlewild.scheduler.batch;

import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.Refused;

/** Makes the parameters of many workunits out of few words. */
public final class Parameters {
  /** The most workunits of a batch. */
  public static final int MOST = 100_000;

  private Parameters() {}

  /**
   * Cuts a range into pieces: each workunit gets {@code "LO HI"}, both inclusive.
   *
   * @param step how many numbers a piece has
   * @throws Refused MALFORMED when there is nothing to cut, or too much
   */
  public static List<Unit> range(long from, long to, long step) {
    if (step < 1 || to < from) {
      throw malformed("a range needs from <= to and a step of 1 or more");
    }
    long width;
    try {
      width = Math.subtractExact(to, from);
    } catch (ArithmeticException overflow) {
      throw malformed("a range that wide cannot be counted");
    }
    if (width / step >= MOST) {
      throw malformed("a batch has at most " + MOST + " workunits; choose a larger step");
    }
    List<Unit> units = new ArrayList<>();
    for (long i = 0; i <= width / step; i++) {
      long low = from + i * step;
      long high = width - i * step < step ? to : low + step - 1;
      units.add(new Unit(low + " " + high, null));
    }
    return units;
  }

  private static Refused malformed(String message) {
    return new Refused(Refused.Reason.MALFORMED, message);
  }
}
