package org.idlewild.agent.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.idlewild.agent.cli.api.Patience;
import org.idlewild.agent.cli.api.Pause;

/**
 * All that a command takes from outside.
 *
 * @param out where answers go
 * @param err where progress and failures go
 * @param terminal whether {@code err} is a terminal, on which a line can be redrawn
 * @param environment the environment's variables
 * @param home the folder of the launcher
 * @param clock now
 * @param pause waiting
 * @param unique a new unguessable name at each call
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Map<String, String> environment,
    Path home,
    InstantSource clock,
    Pause pause,
    Supplier<String> unique) {

  /** This process's own. */
  public static Surroundings real() {
    return new Surroundings(
        System.out,
        System.err,
        Boolean.getBoolean("idlewild.terminal"),
        System.getenv(),
        Path.of(System.getProperty("idlewild.home", "")).toAbsolutePath(),
        Clock.systemUTC(),
        Pause.REAL,
        () -> UUID.randomUUID().toString());
  }

  /** The same, with another folder of the launcher. */
  public Surroundings at(Path folder) {
    return new Surroundings(out, err, terminal, environment, folder, clock, pause, unique);
  }

  /** A variable that is set and not blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Tells the user something beside the answer. */
  public void say(String sentence) {
    err.println(sentence);
  }

  /** The patience with a server out of reach of a question that can be asked again by hand. */
  public Patience patience() {
    return patience(3);
  }

  /** The patience of work that had better not be lost: half a minute. */
  public Patience longPatience() {
    return patience(6);
  }

  private Patience patience(int tries) {
    return new Patience(tries, pause, this::say);
  }
}
