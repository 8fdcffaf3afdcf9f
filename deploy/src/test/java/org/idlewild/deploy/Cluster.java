package org.idlewild.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import org.idlewild.mariadb.MariaDb;

/**
 * Nodes of one server, each a process with ports and a data folder of its own, on one MariaDB and
 * one folder of files.
 */
final class Cluster implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(5);
  private static final Pattern COMPLAINT = Pattern.compile(" (WARN|ERROR|FATAL) ");
  private static final int LINES = 60;

  private final Path folder = Launcher.newFolder("cluster-");
  private final MariaDb database;
  private final Map<String, ServerProcess> nodes = new LinkedHashMap<>();

  Cluster() throws IOException {
    database = MariaDb.start(JavaCommand.home(), folder.resolve("mariadb"));
  }

  /** Starts nodes at the same time and returns when all are ready. */
  void start(String... names) throws IOException {
    for (String name : names) {
      nodes.put(name, ServerProcess.start(settings(name)));
    }
    for (String name : names) {
      try {
        nodes.get(name).awaitReady(TO_START, Clock.systemUTC(), Pause.REAL, waited -> {});
      } catch (CommandFailed failure) {
        throw new IOException(failure.getMessage() + "\n" + complaints(name), failure);
      }
    }
  }

  /** What a node that does not start has to say. */
  private String complaints(String name) throws IOException {
    try (Stream<String> log = Files.lines(nodes.get(name).settings().log())) {
      return log.dropWhile(line -> !COMPLAINT.matcher(line).find())
          .limit(LINES)
          .collect(Collectors.joining("\n"));
    }
  }

  /** Ends a node as a loss of power would. */
  void kill(String name) throws InterruptedException {
    nodes.get(name).process().destroyForcibly().waitFor();
  }

  boolean isAlive(String name) {
    return nodes.get(name).process().isAlive();
  }

  /** A node's root, with a slash at the end. */
  URI root(String name) {
    return URI.create(nodes.get(name).settings().address() + "/");
  }

  /** Where a node leaves the operator's token, when it was the first. */
  Path token(String name) {
    return data(name).resolve("operator.token");
  }

  /** The token, whichever node was the first. */
  String operatorToken() throws IOException {
    for (String name : nodes.keySet()) {
      if (Files.exists(token(name))) {
        return Files.readString(token(name)).strip();
      }
    }
    throw new IllegalStateException("no node left an operator's token");
  }

  /** How much memory a node's process has, and had at most, as Linux counts it. */
  String memory(String name) throws IOException {
    Path status = Path.of("/proc", String.valueOf(nodes.get(name).process().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\s+", " "))
        .collect(Collectors.joining(", "));
  }

  private Path data(String name) {
    return folder.resolve(name);
  }

  private ServerSettings settings(String name) {
    return new ServerSettings(
        ServerSettings.serverBelow(JavaCommand.home()),
        data(name),
        "127.0.0.1",
        Ports.free(),
        Ports.free(),
        Map.of(
            "idlewild.node",
            name,
            "idlewild.files.folder",
            folder.resolve("files").toString(),
            "idlewild.db.driver",
            "mysql",
            "idlewild.db.url",
            database.url(),
            "idlewild.db.user",
            MariaDb.USER));
  }

  @Override
  public void close() {
    nodes.values().forEach(ServerProcess::stop);
  }
}
