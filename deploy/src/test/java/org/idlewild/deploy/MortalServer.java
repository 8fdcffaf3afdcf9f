package org.idlewild.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.Processes;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import org.idlewild.mariadb.MariaDb;

/**
 * The real server, whose process ends in the middle of things and is started again on what it left.
 * Threads: one at a time.
 */
final class MortalServer implements Line, AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(5);
  private static final Duration TO_DIE = Duration.ofSeconds(20);
  private static final int TRIES = 40;
  private static final Pattern DEATH = Pattern.compile("kill-at ([A-Z_]+)");

  private final ServerSettings settings;
  private final Reading reading;
  private ServerProcess process;

  /** What looks at a server that ended. */
  interface Reading {
    /**
     * Called before it is started again.
     *
     * @param point where it was killed; empty when it ended by itself
     */
    void dead(Optional<String> point);
  }

  /**
   * On free ports; nothing is started yet.
   *
   * @param properties what it is told beside where its data folder is
   */
  MortalServer(Path data, Map<String, String> properties, Reading reading) {
    this.settings =
        new ServerSettings(
            ServerSettings.serverBelow(JavaCommand.home()),
            data.toAbsolutePath(),
            "127.0.0.1",
            Ports.free(),
            Ports.free(),
            properties);
    this.reading = reading;
  }

  /** What tells a server to use a database, and to be quick about what comes by the clock. */
  static Map<String, String> properties(MortalDatabase database, Path files) {
    return Map.of(
        "idlewild.db.driver",
        "mysql",
        "idlewild.db.url",
        database.url(),
        "idlewild.db.user",
        MariaDb.USER,
        "idlewild.files.folder",
        files.toString(),
        "idlewild.passes.interval",
        "PT0.5S",
        "idlewild.dispatch.next-contact",
        "PT1S");
  }

  /** Starts it, as often as it takes: it may be killed while it starts. */
  void start() {
    while (true) {
      try {
        process = ServerProcess.start(settings);
        process.awaitReady(TO_START, Clock.systemUTC(), Pause.REAL, waited -> {});
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (CommandFailed ended) {
        if (process.process().isAlive()) {
          throw ended;
        }
        reading.dead(lastDeath());
      }
    }
  }

  /** Plans deaths for the next start, or at once if it runs: it dies where it comes first. */
  void planDeaths(Collection<String> points) {
    String plan = points.stream().map(p -> "kill-at=" + p + "\n").collect(Collectors.joining());
    try {
      Files.createDirectories(settings.data());
      Path fresh = settings.data().resolve("fault.plan.new");
      Files.writeString(fresh, plan);
      Files.move(fresh, settings.data().resolve("fault.plan"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does a request until a server lived through it. */
  @Override
  public HttpResponse<String> again(Supplier<HttpResponse<String>> request) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        return request.get();
      } catch (UncheckedIOException broken) {
        // A process that broke a connection may take a moment to be gone.
        if (Processes.endsWithin(process.process().toHandle(), TO_DIE)) {
          revive();
        }
      }
    }
    throw new AssertionError("The server does not answer; its log is " + settings.log());
  }

  /** Starts it again when it is gone. */
  void revive() {
    if (!process.process().isAlive()) {
      reading.dead(lastDeath());
      start();
    }
  }

  /** Its own word for where it was killed last. */
  private Optional<String> lastDeath() {
    try {
      List<String> deaths =
          DEATH
              .matcher(Files.readString(settings.log()))
              .results()
              .map(MortalServer::name)
              .toList();
      return deaths.isEmpty() ? Optional.empty() : Optional.of(deaths.get(deaths.size() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(MatchResult death) {
    return death.group(1);
  }

  /** Its address, with a slash at the end. */
  URI root() {
    return URI.create(settings.address() + "/");
  }

  /** Who may do everything. */
  ApiClient operator() {
    try {
      String token = Files.readString(settings.data().resolve("operator.token")).strip();
      return new ApiClient(root(), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }
}
