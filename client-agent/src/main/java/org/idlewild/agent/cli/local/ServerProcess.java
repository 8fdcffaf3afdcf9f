package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Pause;

/** A server that runs as a process of its own, started from here. */
public final class ServerProcess {
  private static final Duration STEP = Duration.ofMillis(100);

  /**
   * WildFly's word for a deployment that failed; it would go on for ever without the application.
   */
  private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

  private static final Duration TO_STOP = Duration.ofSeconds(30);

  private final ServerSettings settings;
  private final Process process;
  private final LastLines output;

  private ServerProcess(ServerSettings settings, Process process) {
    this.settings = settings;
    this.process = process;
    this.output = LastLines.of(process.getInputStream(), "server output");
  }

  /** Starts it; it is not ready yet. Ports and data folder are checked first. */
  public static ServerProcess start(ServerSettings settings) throws IOException {
    DataFolder.require(settings.data());
    Ports.requireFree(settings.bind(), settings.port(), "--port");
    Ports.requireFree("127.0.0.1", settings.managementPort(), "--management-port");
    if (settings.https().isPresent()) {
      Ports.requireFree(settings.bind(), settings.https().get().port(), "--https-port");
    }
    Files.createDirectories(settings.log().getParent());
    configure(settings);
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(JavaCommand.nothing()));
    builder.environment().remove("IDLEWILD_TOKEN");
    if (settings.https().isPresent()) {
      builder.environment().put(Https.PASSWORD, settings.https().get().keep(settings.data()));
    }
    return new ServerProcess(settings, builder.start());
  }

  /**
   * WildFly writes a history beside its configuration even when it is told to read that alone. Each
   * data folder has a copy, or servers of one installation would write into each other's.
   */
  private static void configure(ServerSettings settings) throws IOException {
    Path installed = settings.server().resolve("standalone/configuration");
    if (!Files.isDirectory(installed)) {
      return;
    }
    Path own = Files.createDirectories(settings.configuration());
    try (Stream<Path> files = Files.list(installed)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * Waits until it answers that it is ready; the view is told how long it takes, ten times a
   * second.
   */
  public void awaitReady(
      Duration patience, InstantSource clock, Pause pause, Consumer<Duration> view) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    Instant begun = clock.instant();
    while (!isReady(client)) {
      Duration waited = Duration.between(begun, clock.instant());
      if (!process.isAlive()) {
        throw ended();
      }
      if (output.saw(STARTED_WITH_ERRORS)) {
        throw CommandFailed.failed(
            "The server could not start its application; why is in %s.", settings.log());
      }
      if (waited.compareTo(patience) > 0) {
        throw CommandFailed.failed(
            "The server is not ready after %d s; its log is %s.",
            patience.toSeconds(), settings.log());
      }
      view.accept(waited);
      pause.sleep(STEP);
    }
  }

  /** Asks it to end and waits until it has. */
  public void stop() {
    Processes.stop(process.toHandle(), TO_STOP);
  }

  /** Its process. */
  public Process process() {
    return process;
  }

  /** How it was started. */
  public ServerSettings settings() {
    return settings;
  }

  /** The failure to tell when it ended though nobody asked it to. */
  public CommandFailed ended() {
    Processes.endsWithin(process.toHandle(), Duration.ofSeconds(5));
    List<String> last = output.lines();
    return CommandFailed.failed(
        "The server ended with status %d; its log is %s.%s",
        process.exitValue(),
        settings.log(),
        last.isEmpty() ? "" : System.lineSeparator() + String.join(System.lineSeparator(), last));
  }

  private boolean isReady(HttpClient client) {
    URI health = URI.create("http://127.0.0.1:" + settings.managementPort() + "/health/ready");
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailed.failed("Interrupted.");
    }
  }
}
