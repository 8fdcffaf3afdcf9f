package org.idlewild.agent.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Runs commands in this process; pauses pass at once and move the clock. */
public final class CommandLineRun {
  /** How it went. */
  public record Result(int status, String out, String err) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger names = new AtomicInteger();
  private final List<Duration> pauses = new ArrayList<>();
  private final Map<String, String> environment;
  private final Path home;

  public CommandLineRun(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  public CommandLineRun(FakeServer server) {
    this(Map.of("IDLEWILD_SERVER", server.address(), "IDLEWILD_TOKEN", "secret"), Path.of(""));
  }

  public Surroundings surroundings() {
    return new Surroundings(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        environment,
        home,
        now::get,
        duration -> {
          pauses.add(duration);
          now.updateAndGet(instant -> instant.plus(duration));
        },
        () -> "key-" + names.incrementAndGet());
  }

  public Result run(String... args) {
    Surroundings surroundings = surroundings();
    return run(surroundings, Main.commands(surroundings), args);
  }

  public Result run(Surroundings surroundings, List<Object> commands, String... args) {
    int status = Main.run(surroundings, commands, args);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  public List<Duration> pauses() {
    return pauses;
  }
}
