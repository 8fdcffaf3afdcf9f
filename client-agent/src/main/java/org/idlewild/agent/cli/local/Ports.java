package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.idlewild.agent.cli.api.CommandFailed;

/** The TCP ports of this machine. */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int RANGE = 12_000;

  /** Processes that run beside each other begin at different places. */
  private static final AtomicInteger next =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 997 % RANGE));

  private Ports() {}

  /**
   * A port of the loopback address that nobody listens on now, another at each call. It is below
   * those that systems give to outgoing connections, which could take it before a server that is
   * still starting does.
   */
  public static int free() {
    for (int tries = 0; tries < RANGE; tries++) {
      int port = LOWEST + Math.floorMod(next.getAndIncrement(), RANGE);
      if (isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
        return port;
      }
    }
    throw CommandFailed.failed("There is no free port from %d to %d.", LOWEST, LOWEST + RANGE - 1);
  }

  /** Fails with one sentence when the address is not this machine's or somebody listens there. */
  public static void requireFree(String address, int port, String option) {
    InetSocketAddress there;
    try {
      there = new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw CommandFailed.failed("The address %s is not known.", address);
    }
    if (!isFree(there)) {
      throw CommandFailed.failed(
          "Port %d of %s is in use or not to be had; choose another with %s.",
          port, address, option);
    }
  }

  private static boolean isFree(InetSocketAddress there) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(there);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
