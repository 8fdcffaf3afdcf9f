package org.idlewild.simulator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.idlewild.scheduler.deletion.SweepPass;

/**
 * Hears what the stages of one run's server warn of: a row that they could not do is tried again,
 * and so nobody else would notice. Of the thread that made it and of those that this one starts.
 */
final class Warnings implements AutoCloseable {
  /** Held, because the log manager holds loggers weakly. */
  private static final Logger LOGGER = Logger.getLogger("org.idlewild.scheduler");

  /**
   * It warns of contents whose release a crash cut short as well as of lost ones; what is needed
   * and gone, the invariants find.
   */
  private static final String SWEEP = SweepPass.class.getName();

  private final InheritableThreadLocal<Boolean> mine = new InheritableThreadLocal<>();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final Handler ear = new Ear();

  Warnings() {
    mine.set(true);
    synchronized (LOGGER) {
      LOGGER.addHandler(ear);
      LOGGER.setUseParentHandlers(false);
    }
  }

  /** What was heard since it was last asked. */
  Stream<String> taken() {
    Stream<String> taken = Stream.of(heard.toArray(String[]::new));
    heard.clear();
    return taken;
  }

  /** What a server says while it dies does not count. */
  void forget() {
    heard.clear();
  }

  @Override
  public void close() {
    mine.remove();
    synchronized (LOGGER) {
      LOGGER.removeHandler(ear);
      LOGGER.setUseParentHandlers(LOGGER.getHandlers().length == 0);
    }
  }

  private final class Ear extends Handler {
    private final SimpleFormatter text = new SimpleFormatter();

    @Override
    public void publish(LogRecord warning) {
      boolean grave = warning.getLevel().intValue() >= Level.WARNING.intValue();
      if (grave && mine.get() != null && !SWEEP.equals(warning.getLoggerName())) {
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
