package org.idlewild.agent.host;

import java.util.Locale;
import oshi.SystemInfo;

/** Asks the machine what it is. */
public final class FactsProbe {
  private FactsProbe() {}

  /** Asks. */
  public static Facts probe(SystemInfo system) {
    var os = system.getOperatingSystem();
    var processor = system.getHardware().getProcessor();
    return new Facts(
        osName(System.getProperty("os.name")),
        os.getFamily() + " " + os.getVersionInfo(),
        architecture(System.getProperty("os.arch")),
        processor.getProcessorIdentifier().getName().strip(),
        Features.of(processor.getFeatureFlags(), Runtime.version().feature()));
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
}
