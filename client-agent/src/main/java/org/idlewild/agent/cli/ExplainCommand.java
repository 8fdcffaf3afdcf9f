package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code explain workunit|host ID}. */
@Command(
    name = "explain",
    description = "Says why a workunit waits, or why a host is idle: the first rule in the way.")
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "workunit|host", index = "0", description = "what to explain")
  private Target target;

  @Parameters(paramLabel = "ID", index = "1", description = "its number")
  private long id;

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What can be explained. */
  private enum Target {
    WORKUNIT("hosts"),
    HOST("workunits that wait");

    private final String others;

    Target(String others) {
      this.others = others;
    }
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    String what = target.name().toLowerCase(Locale.ROOT);
    JsonNode answer =
        surroundings.patience().keepTrying(() -> api.get("/" + what + "s/" + id + "/explain"));
    server.print(surroundings, answer, what + " " + id + ": " + text(answer));
    return 0;
  }

  private String text(JsonNode answer) {
    StringBuilder text = new StringBuilder(shown(answer.path("sentence")));
    int looked = answer.path("looked").asInt();
    if (looked > 0) {
      String most = looked < answer.path("limit").asInt() ? "" : ", the most that are looked at";
      text.append(" (").append(looked).append(' ').append(target.others).append(most).append(')');
    }
    for (JsonNode obstacle : answer.path("obstacles")) {
      text.append(
          String.format(
              "%n  %d x %s", obstacle.path("count").asInt(), shown(obstacle.path("sentence"))));
    }
    return text.toString();
  }

  /** Control characters could fool a terminal. */
  private static String shown(JsonNode text) {
    return text.asText("").replaceAll("\\p{Cntrl}", "?");
  }
}
