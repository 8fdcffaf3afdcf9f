package org.idlewild.agent;

import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line a message on standard error, and only what somebody should know. */
final class Logging {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /** {@code -Didlewild.log=INFO} says more. */
  private static final String LEVEL = "idlewild.log";

  private Logging() {}

  static void quiet() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tFT%1$tT %4$s %5$s%6$s%n");
    }
    Level level = Level.parse(System.getProperty(LEVEL, "WARNING").toUpperCase(Locale.ROOT));
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    Logger.getLogger("org.idlewild").setLevel(level);
    for (Handler handler : root.getHandlers()) {
      handler.setLevel(level);
    }
  }
}
