package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the processes of one task report, and from where they are paused and ended. It talks to
 * nobody who has no token. Threads: any.
 */
final class Portal implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Portal.class.getName());

  /** Beyond what a policy may allow: whoever has no token keeps a line for seconds only. */
  private static final int MOST_LINES = 200;

  private final Door door;
  private final Rulings rulings;
  private final TaskKeys keys;
  private final Tokens tokens = new Tokens(System::nanoTime);

  /** Whoever is allowed to start counts from then on: of many that ask at once, few may. */
  private final Object starts = new Object();

  private final Map<Integer, Peer> peers = new ConcurrentHashMap<>();
  private final AtomicInteger processes = new AtomicInteger();
  private final AtomicLong orders = new AtomicLong();
  private volatile boolean paused;

  private Portal(Door door, Rulings rulings, TaskKeys keys) {
    this.door = door;
    this.rulings = rulings;
    this.keys = keys;
  }

  /** Listens from now on. */
  static Portal open(Door door, Rulings rulings, TaskKeys keys) {
    Portal portal = new Portal(door, rulings, keys);
    thread(portal::accept, "portal");
    return portal;
  }

  TaskKeys keys() {
    return keys;
  }

  /** Where to report and with which token, for one more process. */
  String invitation() {
    return door.port() + ":" + HexFormat.of().formatHex(tokens.issue());
  }

  /** Holds all threads of all processes, also of those that come later. */
  void pause() {
    paused = true;
    peers.values().forEach(peer -> peer.send(Said.pause(orders.incrementAndGet())));
  }

  /** Lets them go on. */
  void resume() {
    paused = false;
    peers.values().forEach(peer -> peer.send(Said.resume(orders.incrementAndGet())));
  }

  /** Asks all processes to end at once, with a code. */
  void end(int code) {
    peers.values().forEach(peer -> peer.send(Said.end(code)));
  }

  /** Whether all processes said that their threads stand. */
  boolean standsStill() {
    return peers.values().stream().allMatch(Peer::stands);
  }

  /** Waits until all lines are at their ends: what was said last may still be on its way. */
  synchronized void hearOut(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toNanos();
          !peers.isEmpty() && left > 0;
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void hungUp(int number) {
    peers.remove(number);
    notifyAll();
  }

  @Override
  public void close() {
    quietly();
    peers.values().forEach(Peer::close);
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        SocketChannel line = door.accept();
        if (peers.size() >= MOST_LINES) {
          line.close();
        } else {
          int number = processes.incrementAndGet();
          thread(() -> serve(number, line), "portal " + number);
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "The portal takes no more lines.", e);
      }
    }
  }

  private void serve(int number, SocketChannel line) {
    try (Peer peer = new Peer(line)) {
      peers.put(number, peer);
      if (begins(number, peer.hello())) {
        peer.send(Said.welcome(rulings.policy(), keys));
        converse(number, peer);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A line of the portal ended.", e);
    } finally {
      rulings.tally().ended(number);
      hungUp(number);
    }
  }

  private boolean begins(int number, Heard.Hello hello) {
    synchronized (starts) {
      boolean good = tokens.redeem(hello.token());
      if (good) {
        rulings.tally().began(number);
      }
      return good;
    }
  }

  private Optional<Frame> answer(Heard heard) {
    if (!(heard instanceof Heard.AskStart)) {
      return rulings.answer(heard, tokens);
    }
    synchronized (starts) {
      return rulings.answer(heard, tokens);
    }
  }

  private void converse(int number, Peer peer) throws IOException {
    while (true) {
      Heard heard = peer.next();
      rulings.tally().heard(number, heard);
      answer(heard).ifPresent(peer::send);
      if (heard instanceof Heard.Ready && paused) {
        peer.send(Said.pause(orders.incrementAndGet()));
      }
    }
  }

  private static void thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void quietly() {
    try {
      door.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The portal did not close.", e);
    }
  }
}
