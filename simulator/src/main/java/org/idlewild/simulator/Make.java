package org.idlewild.simulator;

import java.util.List;
import java.util.Set;
import org.idlewild.work.HostDescription;

/**
 * What kind of machine a host is.
 *
 * @param system its operating system
 * @param processor its processor's model
 * @param special whether it has the feature that plan classes here ask for
 * @param beta whether its owner takes test work
 */
record Make(String system, String processor, int processors, boolean special, boolean beta) {
  static final String FEATURE = "special";

  /** The last one is of no class of processors. */
  private static final List<String> PROCESSORS =
      List.of("Intel Core", "Intel Xeon", "AMD Ryzen", "Other");

  static Make of(Chance chance) {
    return new Make(
        chance.oneOf(List.of("linux", "linux", "Windows 11")),
        chance.oneOf(PROCESSORS),
        chance.oneOf(List.of(1, 2, 4)),
        chance.percent(40),
        chance.percent(50));
  }

  /** One of every class that a workunit can be bound to, by turns, and fit for everything. */
  static Make rescuer(int number) {
    return new Make(
        number % 2 == 0 ? "linux" : "Windows 11",
        number / 2 % 2 == 0 ? "Intel Core" : "AMD Ryzen",
        2,
        true,
        true);
  }

  HostDescription description() {
    return new HostDescription(
        "host",
        "1",
        system,
        "6",
        "x86_64",
        processor,
        processors,
        1e9,
        8L << 30,
        8L << 30,
        List.of("java"),
        List.of("namespaces"),
        false,
        special ? Set.of(FEATURE) : Set.of(),
        1,
        beta);
  }
}
