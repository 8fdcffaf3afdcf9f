package org.idlewild.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import oshi.SystemInfo;

/** Asks the machine what it is. */
public final class FactsProbe {
  private FactsProbe() {}

  /**
   * Asks.
   *
   * @param kept a file that keeps the measured speed from one start to the next
   */
  public static Facts probe(SystemInfo system, Path kept) throws IOException {
    var os = system.getOperatingSystem();
    return new Facts(
        osName(System.getProperty("os.name")),
        os.getFamily() + " " + os.getVersionInfo(),
        architecture(System.getProperty("os.arch")),
        system.getHardware().getProcessor().getProcessorIdentifier().getName().strip(),
        flops(kept));
  }

  static String osName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return "windows";
    }
    return lower.startsWith("mac") ? "macos" : lower;
  }

  static String architecture(String name) {
    return name.equals("amd64") ? "x86_64" : name;
  }

  /**
   * Measured once, then read: a busy moment must not make a machine slow for ever, nor each start
   * late.
   */
  private static double flops(Path kept) throws IOException {
    if (Files.exists(kept)) {
      try {
        return Double.parseDouble(Files.readString(kept).strip());
      } catch (NumberFormatException e) {
        // Cut off by a crash: measured again.
      }
    }
    double flops = Flops.measure(System::nanoTime);
    Files.writeString(kept, Double.toString(flops));
    return flops;
  }
}
