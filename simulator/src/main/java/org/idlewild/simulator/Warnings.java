package org.idlewild.simulator;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Hears what the server's stages warn of: a row that they could not do is tried again, and so
 * nobody else would notice.
 */
final class Warnings implements AutoCloseable {
  /** Held, because the log manager holds loggers weakly. */
  private final Logger logger = Logger.getLogger("org.idlewild.scheduler");

  private final Queue<String> heard = new ArrayDeque<>();
  private final Handler ear = new Ear();

  Warnings() {
    logger.addHandler(ear);
    logger.setUseParentHandlers(false);
  }

  /** What was heard since it was last asked. */
  Stream<String> taken() {
    Stream<String> taken = Stream.of(heard.toArray(String[]::new));
    heard.clear();
    return taken;
  }

  @Override
  public void close() {
    logger.removeHandler(ear);
    logger.setUseParentHandlers(true);
  }

  private final class Ear extends Handler {
    private final SimpleFormatter text = new SimpleFormatter();

    @Override
    public void publish(LogRecord warning) {
      if (warning.getLevel().intValue() >= Level.WARNING.intValue()) {
        String cause = warning.getThrown() == null ? "" : " (" + warning.getThrown() + ")";
        heard.add(text.formatMessage(warning) + cause);
      }
    }

    @Override
    public void flush() {
      // Nothing is kept back.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
