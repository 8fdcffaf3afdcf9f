package org.idlewild.agent.sandbox;

import java.util.Optional;

/** The signals by which the kernel ends a process that broke a resource limit. */
final class Signals {
  private static final int BY_SIGNAL = 128;
  private static final int SIGXCPU = 24;
  private static final int SIGXFSZ = 25;

  private Signals() {}

  /** What an exit status says about a limit, if it does. */
  static Optional<String> breach(int status, Limits limits) {
    if (status == BY_SIGNAL + SIGXCPU) {
      return Optional.of("It used more than " + limits.cpu().toSeconds() + " s of processor time.");
    }
    if (status == BY_SIGNAL + SIGXFSZ) {
      return Optional.of("It wrote more than " + limits.diskBytes() + " bytes to its folder.");
    }
    return Optional.empty();
  }
}
