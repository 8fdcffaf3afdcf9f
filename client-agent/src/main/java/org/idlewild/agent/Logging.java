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

  /** Held: the runtime forgets the level of a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("org.idlewild");

  /** Warns at each start of body types that are never sent. */
  private static final Logger LIBRARIES = Logger.getLogger("org.glassfish.jersey");

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
    LIBRARIES.setLevel(Level.SEVERE);
    OURS.setLevel(level);
    for (Handler handler : root.getHandlers()) {
      handler.setLevel(level);
    }
  }
}
