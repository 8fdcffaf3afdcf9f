package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.idlewild.agent.cli.api.CommandFailed;

/** The TCP ports of this machine. */
public final class Ports {
  private Ports() {}

  /** A port of the loopback address that nobody listens on now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw CommandFailed.failed("There is no free port: %s.", e.getMessage());
    }
  }

  /** Fails with one sentence when the address is not this machine's or somebody listens there. */
  public static void requireFree(String address, int port, String option) {
    InetSocketAddress there;
    try {
      there = new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw CommandFailed.failed("The address %s is not known.", address);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(there);
    } catch (IOException e) {
      throw CommandFailed.failed(
          "Port %d of %s is in use or not to be had; choose another with %s.",
          port, address, option);
    }
  }
}
