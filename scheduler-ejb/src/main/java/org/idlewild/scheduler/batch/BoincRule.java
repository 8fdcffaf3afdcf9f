package org.idlewild.scheduler.batch;

import org.idlewild.work.ClientTerms;
import org.idlewild.work.ClientTerms.Way;

/**
 * How a researcher's program gets on with BOINC's clients; null where nothing is said.
 *
 * @param api whether it speaks with the client itself, by BOINC's API, or is BOINC's wrapper; null
 *     means no: our launcher does, on Linux
 * @param clients whether BOINC's clients run it at all; null means wherever they can
 */
public record BoincRule(Boolean api, Boolean clients) {
  static final BoincRule USUAL = new BoincRule(null, null);

  private static final String LINUX = "linux-";
  private static final String JAVA = "java";

  /** The terms for BOINC's clients, if they make sense for a platform. */
  ClientTerms checked(String platform, boolean evmRequired) {
    boolean speaks = api != null && api;
    boolean refused = evmRequired || (clients != null && !clients);
    Checks.require(
        !(speaks && refused),
        "api in boinc is for programs that BOINC's clients run; clients is false or evm required");
    Checks.require(
        !(speaks && platform.equals(JAVA)), "api in boinc is for programs of their own machine");
    if (refused) {
      return ClientTerms.NONE;
    }
    if (speaks) {
      return ClientTerms.of(Way.API);
    }
    boolean launched = platform.startsWith(LINUX);
    Checks.require(
        launched || clients == null,
        "BOINC's clients run programs of Linux, and those of Windows that have api in boinc");
    return launched ? ClientTerms.of(Way.LAUNCHED) : ClientTerms.NONE;
  }
}
