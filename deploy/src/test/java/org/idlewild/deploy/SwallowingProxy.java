package org.idlewild.deploy;

import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.idlewild.protocol.Protocol;

/**
 * Breaks a part of the connections when the server has answered a poll: the poll was done, and
 * nobody is told.
 */
final class SwallowingProxy extends BreakingProxy {
  private static final String POLL = "POST " + Protocol.SCHEDULER + " ";

  private final Random random;
  private final double part;
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger swallowed = new AtomicInteger();

  /**
   * Starts it.
   *
   * @param seed draws which replies are swallowed
   * @param part of the polls whose replies are, from 0 to 1
   */
  SwallowingProxy(URI server, long seed, double part) throws IOException {
    super(server);
    this.random = new Random(seed);
    this.part = part;
  }

  /** How many polls came by. */
  int polls() {
    return polls.get();
  }

  /** How many of them nobody was answered. */
  int swallowed() {
    return swallowed.get();
  }

  @Override
  Rule rule() {
    return new Rule() {
      private volatile boolean swallow;

      @Override
      public boolean sends(String piece, boolean begins) {
        if (begins) {
          swallow = isPoll(piece) && draw();
        }
        return true;
      }

      @Override
      public boolean answers(String piece) {
        if (swallow) {
          swallowed.incrementAndGet();
        }
        return !swallow;
      }
    };
  }

  private boolean isPoll(String text) {
    boolean poll = text.startsWith(POLL);
    if (poll) {
      polls.incrementAndGet();
    }
    return poll;
  }

  private synchronized boolean draw() {
    return random.nextDouble() < part;
  }
}
