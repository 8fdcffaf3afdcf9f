package org.idlewild.agent.evm;

import java.util.Locale;
import java.util.Optional;

/** Which children a program may start. Pure. */
final class Starts {
  /** The prefix by which the system's own layer knows paths. */
  private static final String NATIVE = "\\??\\";

  private Starts() {}

  /**
   * Says in one sentence why not, if so.
   *
   * @param image the path as the program sees it
   * @param hashed the SHA-256 of what lies there; empty when nothing does
   * @param living processes that there are now, or that were just allowed
   */
  static Optional<String> objection(
      Policy policy, String image, Optional<String> hashed, int living) {
    Optional<String> listed =
        policy.values(Rule.BINARY).stream()
            .filter(line -> same(path(line), plain(image)))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .findFirst();
    if (listed.isEmpty()) {
      return Optional.of("It is not one of the programs that may start.");
    }
    if (!listed.equals(hashed)) {
      return Optional.of("It is not the file that may start under this name.");
    }
    long most = policy.number(Rule.PROCESSES).orElse(1L);
    return living < most
        ? Optional.empty()
        : Optional.of("There are " + living + " processes, and more than " + most + " may not be.");
  }

  /** The path as people write it. */
  static String plain(String image) {
    return image.startsWith(NATIVE) ? image.substring(NATIVE.length()) : image;
  }

  private static String path(String line) {
    return line.substring(0, line.lastIndexOf(' '));
  }

  private static boolean same(String left, String right) {
    return left.toUpperCase(Locale.ROOT).equals(right.toUpperCase(Locale.ROOT));
  }
}
