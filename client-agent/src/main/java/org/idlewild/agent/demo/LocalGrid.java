package org.idlewild.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.TokenFile;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Http;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.Processes;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;

/**
 * A server and agents on this machine, each a process of its own, below one data folder: {@code
 * server/}, {@code agents/NAME/}, {@code tokens/NAME.token}. Server and agents can be killed and
 * started again on the same data. Not for use by several threads, but for {@link #close}.
 */
public final class LocalGrid implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(5);
  private static final Duration TO_ENROL = Duration.ofMinutes(2);
  private static final Duration TO_STOP = Duration.ofSeconds(20);

  /** Idle hosts ask again at once: nobody wants to watch them wait, and there are only two. */
  private static final Map<String, String> SETTINGS =
      Map.of("idlewild.dispatch.next-contact", "PT1S", "idlewild.checkpoints.interval", "PT1S");

  private static final Duration STEP = Duration.ofMillis(100);

  private final Surroundings surroundings;
  private final Path data;
  private final boolean unsandboxed;
  private final ServerSettings settings;
  private final Map<String, Process> agents = new LinkedHashMap<>();
  private ServerProcess server;
  private volatile boolean closed;

  /** On free ports of this machine alone; nothing is started yet. */
  public LocalGrid(Surroundings surroundings, Path data, boolean unsandboxed) {
    this(surroundings, data, unsandboxed, "127.0.0.1", Ports.free(), SETTINGS);
  }

  /** The same where it is wanted, with the server's settings. */
  public LocalGrid(
      Surroundings surroundings,
      Path data,
      boolean unsandboxed,
      String bind,
      int port,
      Map<String, String> serverSettings) {
    this.surroundings = surroundings;
    this.data = data.toAbsolutePath().normalize();
    this.unsandboxed = unsandboxed;
    this.settings =
        new ServerSettings(
            ServerSettings.serverBelow(surroundings.home()),
            this.data.resolve("server"),
            bind,
            port,
            Ports.free(),
            serverSettings);
  }

  /** Starts the server, for the first time or again, and returns when it is ready. */
  public void startServer(Consumer<Duration> view) throws IOException {
    synchronized (this) {
      requireOpen();
      server = ServerProcess.start(settings);
    }
    server.awaitReady(TO_START, surroundings.clock(), surroundings.pause(), view);
  }

  /** The server's process. */
  public Process server() {
    return server.process();
  }

  /** An agent's process. */
  public Process agent(String name) {
    return agents.get(name);
  }

  /** The server's root. */
  public String address() {
    return settings.address();
  }

  /** The interface as the operator. */
  public Api operator() throws IOException {
    return as(TokenFile.read(operatorToken()));
  }

  /** Where the server keeps its own. */
  public Path serverData() {
    return settings.data();
  }

  /** Where the operator's token is. */
  public Path operatorToken() {
    return settings.data().resolve("operator.token");
  }

  /** Where a user's token is. */
  public Path token(String user) {
    return data.resolve("tokens").resolve(user + ".token");
  }

  /** The interface as a user, who is made if need be. Role is OPERATOR, RESEARCHER or VOLUNTEER. */
  public Api user(String name, String role) throws IOException {
    if (!Files.exists(token(name))) {
      JsonNode user = operator().post("/users", Json.object().put("name", name).put("role", role));
      Files.createDirectories(token(name).getParent());
      TokenFile.write(token(name), user.path("token").asText());
    }
    return as(TokenFile.read(token(name)));
  }

  /** Starts an agent with one processor, for the first time as a host of this user, or again. */
  public void startAgent(String name, String user) throws IOException {
    Path folder = data.resolve("agents").resolve(name);
    Path token = data.resolve("tokens").resolve(name + ".enrolment");
    if (!Files.exists(folder)) {
      String enrolment =
          user(user, "VOLUNTEER").post("/enrolments", Json.object()).path("token").asText();
      TokenFile.write(token, enrolment);
      Files.createDirectories(folder);
    }
    ProcessBuilder builder = new ProcessBuilder(agentCommand(name, folder, token));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(agentLog(name).toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(JavaCommand.nothing()));
    builder.environment().keySet().removeIf(key -> key.startsWith("IDLEWILD_"));
    synchronized (this) {
      requireOpen();
      agents.put(name, builder.start());
    }
  }

  /** What an agent prints. */
  public Path agentLog(String name) {
    return data.resolve("agents").resolve(name + ".log");
  }

  /** Returns when the server knows so many hosts. */
  public void awaitHosts(int wanted) throws IOException {
    Api operator = operator();
    for (Duration waited = Duration.ZERO;
        operator.list("/hosts").size() < wanted;
        waited = waited.plus(STEP)) {
      requireAlive();
      if (waited.compareTo(TO_ENROL) > 0) {
        throw CommandFailed.failed("The agents did not enrol; see %s.", data.resolve("agents"));
      }
      surroundings.pause().sleep(STEP);
    }
  }

  /** Fails when a process ended though nobody asked it to. */
  public void requireAlive() {
    requireOpen();
    if (!server.process().isAlive()) {
      throw server.ended();
    }
    agents.forEach(
        (name, process) -> {
          if (!process.isAlive()) {
            throw CommandFailed.failed(
                "The agent %s ended with status %d; its log is %s.",
                name, process.exitValue(), agentLog(name));
          }
        });
  }

  /** All that runs, agents first. */
  public synchronized List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>();
    agents.values().forEach(process -> all.add(process.toHandle()));
    if (server != null) {
      all.add(server.process().toHandle());
    }
    return all;
  }

  /** Stops the agents together, then the server; from now on nothing can be started. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    agents.values().forEach(Process::destroy);
    agents.values().forEach(process -> Processes.stop(process.toHandle(), TO_STOP));
    if (server != null) {
      server.stop();
    }
  }

  private Api as(String token) {
    return new Api(new Http(URI.create(address()), Optional.of(token)));
  }

  private List<String> agentCommand(String name, Path folder, Path token) {
    List<String> arguments = new ArrayList<>(List.of("agent", "--server", address()));
    arguments.addAll(List.of("--data", folder.toString(), "--name", name, "--processors", "1"));
    arguments.addAll(List.of("--enrolment-token-file", token.toString()));
    if (unsandboxed) {
      arguments.add("--unsandboxed");
    }
    return JavaCommand.of(surroundings.home(), "org.idlewild.agent.cli.Main", arguments);
  }

  private void requireOpen() {
    if (closed) {
      throw CommandFailed.failed("Stopped.");
    }
  }
}
