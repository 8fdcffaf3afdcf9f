package org.idlewild.agent.evm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network of a task's own, in which there is nothing but one port that leads to its portal. Only
 * the network is another there: the relay runs with the agent's rights, and the task is enclosed
 * once more, out of the relay's reach.
 */
final class Relay {
  /** In a network of its own a task may use any. */
  static final int PORT = 7117;

  private static final Path SOCAT = Path.of("/usr/bin/socat");

  /** Beyond its processes, lines of those that are just ending. */
  private static final int SPARE_LINES = 16;

  /**
   * The command starts when the relay listens. After its end the relay passes on what is still on
   * its way, for a file's last sum may be in it; then it ends with the shell.
   */
  private static final String SCRIPT =
      """
      port=$1 most=$2
      shift 2
      setsid setpriv --pdeathsig KILL sh -c '[ "$PPID" = "$0" ] && exec "$@"' $$ \
        socat -t 5 "TCP-LISTEN:$port,bind=127.0.0.1,nodelay,fork,max-children=$most" \
        UNIX-CONNECT:SOCKET </dev/null >/dev/null 2>&1 &
      here=$(printf '0100007F:%04X' "$port")
      tries=1000
      until grep -q "$here 00000000:0000 0A " /proc/net/tcp; do
        [ $((tries -= 1)) -gt 0 ] || exit 125
        sleep 0.01
      done
      "$@"
      status=$?
      tries=500
      while grep -q "$here [0-9A-F:]* 0[18] " /proc/net/tcp && [ $((tries -= 1)) -gt 0 ]; do
        sleep 0.01
      done
      exit $status
      """;

  private Relay() {}

  /** Whether there can be one on this machine. */
  static boolean isThere() {
    return Files.isExecutable(SOCAT);
  }

  /**
   * What comes before a command.
   *
   * @param door the folder of the portal's {@link Door}
   * @param processes of the task at most
   */
  static List<String> command(Path door, long processes) {
    return List.of(
        Enclosure.BUBBLEWRAP.toString(),
        "--unshare-user",
        "--unshare-net",
        "--die-with-parent",
        "--cap-drop",
        "ALL",
        // Without it nobody who is root could be enclosed once more.
        "--cap-add",
        "CAP_SETFCAP",
        "--dev-bind",
        "/",
        "/",
        "--chdir",
        door.toString(),
        "--",
        "/bin/sh",
        "-c",
        SCRIPT.replace("SOCKET", Door.NAME),
        "relay",
        Integer.toString(PORT),
        Long.toString(processes + SPARE_LINES));
  }
}
