package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.ExitStatus;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daemons [pause|resume|run NAME]}. */
@Command(
    name = "daemons",
    description = {
      "Shows the server's daemons and what waits for them, or pauses, resumes or runs one"
          + " (operator).",
      "A pause holds for all nodes, over restarts too, until the daemon is resumed; run does one"
          + " round, paused or not."
    })
final class DaemonsCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** What can be done with a daemon. */
  enum Action {
    PAUSE,
    RESUME,
    RUN;

    String path() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "pause|resume|run",
      description = "what to do with the daemon NAME")
  private Action action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "one that the list without arguments shows, such as feeder")
  private String name;

  @Option(names = "--watch", description = "shows them again every two seconds, until Ctrl-C")
  private boolean watch;

  DaemonsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (action != null && (name == null || !name.matches("[A-Za-z_-]{1,40}"))) {
      throw CommandFailed.usage("The name of a daemon is expected after '%s'.", action.path());
    }
    if (action != null && watch) {
      throw CommandFailed.usage("--watch is expected without '%s'.", action.path());
    }
    Api api = server.connect(surroundings);
    if (action != null) {
      return act(api);
    }
    show(api);
    while (watch) {
      surroundings.pause().sleep(BETWEEN_LOOKS);
      separate();
      show(api);
    }
    return ExitStatus.DONE.code();
  }

  /** A terminal is wiped by way of the stream that is known to be one. */
  private void separate() {
    if (surroundings.terminal()) {
      surroundings.err().print("\033[H\033[2J");
    } else {
      surroundings.out().println();
    }
  }

  private void show(Api api) {
    JsonNode answer = surroundings.patience().keepTrying(() -> api.get("/daemons"));
    server.print(surroundings, answer, DaemonsText.of(answer, surroundings.clock().instant()));
  }

  private int act(Api api) {
    String path = "/daemons/" + name + "/" + action.path();
    JsonNode answer = surroundings.patience().keepTrying(() -> api.post(path, Json.object()));
    server.print(surroundings, answer, DaemonsText.of(action, answer));
    return answer.path("ending").asText().equals("FAILED")
        ? ExitStatus.FAILED.code()
        : ExitStatus.DONE.code();
  }
}
