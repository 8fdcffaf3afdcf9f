package org.idlewild.agent.evm;

import java.io.IOException;
import java.util.Optional;
import org.idlewild.agent.sandbox.Spawner;
import org.idlewild.agent.sandbox.Watches;

/**
 * What this machine brings to run Windows programs.
 *
 * @param wine runs them
 * @param shim encloses them
 * @param boxed whether Wine itself is enclosed by bubblewrap
 * @param spawner starts processes
 * @param watches looks after them
 */
public record Host(Wine wine, Shim shim, boolean boxed, Spawner spawner, Watches watches) {

  /** One sentence on what this machine lacks to run Windows programs, if it lacks anything. */
  public static Optional<String> missing(Shim shim) {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return Optional.of("Windows programs are run on Linux on x86-64, by Wine.");
    }
    if (Wine.find(shim).isEmpty()) {
      return Optional.of(
          "Windows programs need Wine: install Debian's package wine64, or Wine for 64 bits.");
    }
    return shim.isThere()
        ? Optional.empty()
        : Optional.of(
            "The virtual machine's programs are not in "
                + shim.folder()
                + ": 'make -C vm-shim/shim' builds them.");
  }

  /** Whether all is there that encloses Wine itself. */
  private static boolean isBoxed() {
    return Enclosure.isThere() && Relay.isThere();
  }

  /** One sentence on what this machine lacks to enclose Wine itself, if it lacks anything. */
  public static Optional<String> unboxed() {
    return isBoxed()
        ? Optional.empty()
        : Optional.of(
            "Around Wine there is no box, for that needs the packages bubblewrap and socat: a"
                + " program that calls Linux directly finds all that you may read and write.");
  }

  /** This machine, where nothing is missing. */
  public static Host of(Shim shim) {
    return new Host(
        Wine.find(shim).orElseThrow(), shim, isBoxed(), new Spawner(), Watches.daemon());
  }

  /** Whether it runs 32-bit programs too. */
  public boolean runs32() {
    return wine.libraries32().isPresent();
  }

  /**
   * Asks for what 32-bit programs need.
   *
   * @throws IOException with one sentence, if it is missing
   */
  void check32() throws IOException {
    if (!runs32()) {
      throw new IOException(
          "32-bit Windows programs need Wine's libraries for them: vm-shim/wine32.sh fetches them.");
    }
  }
}
