package org.idlewild.simulator;

import java.util.OptionalInt;

/**
 * What a run is not left to choose by chance.
 *
 * @param hosts how many hosts; empty means 3 to 12
 * @param workunits how many workunits a batch has; empty means 3 to 12
 */
public record Options(OptionalInt hosts, OptionalInt workunits) {
  /** Everything by chance. */
  public static final Options NONE = new Options(OptionalInt.empty(), OptionalInt.empty());

  public Options {
    if (hosts.orElse(1) < 1 || hosts.orElse(1) > 1000) {
      throw new IllegalArgumentException("a run has 1 to 1000 hosts, not " + hosts.getAsInt());
    }
    if (workunits.orElse(1) < 1 || workunits.orElse(1) > 10_000) {
      throw new IllegalArgumentException(
          "a batch has 1 to 10000 workunits, not " + workunits.getAsInt());
    }
  }
}
