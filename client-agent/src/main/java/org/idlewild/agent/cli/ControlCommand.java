package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pause|resume|abort batch|workunit|host ID}. */
abstract class ControlCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final String verb;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "batch|workunit|host", index = "0", description = "what to act on")
  private Target target;

  @Parameters(paramLabel = "ID", index = "1", description = "its number")
  private long id;

  private ControlCommand(Surroundings surroundings, String verb) {
    this.surroundings = surroundings;
    this.verb = verb;
  }

  static ControlCommand pause(Surroundings surroundings) {
    return new Pause(surroundings);
  }

  static ControlCommand resume(Surroundings surroundings) {
    return new Resume(surroundings);
  }

  static ControlCommand abort(Surroundings surroundings) {
    return new Abort(surroundings);
  }

  /** What can be acted on. */
  private enum Target {
    BATCH("batches"),
    WORKUNIT("workunits"),
    HOST("hosts");

    private final String path;

    Target(String path) {
      this.path = path;
    }
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    String path = "/" + target.path + "/" + id + "/" + spoken();
    JsonNode answer = surroundings.patience().keepTrying(() -> api.post(path, Json.object()));
    String what = target.name().toLowerCase(Locale.ROOT);
    server.print(surroundings, answer, what + " " + id + ": " + state(answer));
    return 0;
  }

  /** A batch that is given up is cancelled, in the interface's word. */
  private String spoken() {
    return target == Target.BATCH && verb.equals("abort") ? "cancel" : verb;
  }

  private static String state(JsonNode answer) {
    if (answer.path("paused").asBoolean()) {
      return "paused";
    }
    String hold = answer.path("hold").asText("");
    if (!hold.isEmpty() && !answer.path("hold").isNull()) {
      return "held (" + hold + ")";
    }
    if (answer.path("errors").size() > 0) {
      return answer.path("errors").get(0).asText();
    }
    return answer.path("state").asText("goes on");
  }

  @Command(
      name = "pause",
      description = "Lets a batch, a workunit or a host rest: nothing is sent, hosts suspend it.")
  private static final class Pause extends ControlCommand {
    Pause(Surroundings surroundings) {
      super(surroundings, "pause");
    }
  }

  @Command(name = "resume", description = "Lets a batch, a workunit or a host go on.")
  private static final class Resume extends ControlCommand {
    Resume(Surroundings surroundings) {
      super(surroundings, "resume");
    }
  }

  @Command(
      name = "abort",
      description = "Gives up a batch, a workunit, or what a host has (others get that).")
  private static final class Abort extends ControlCommand {
    Abort(Surroundings surroundings) {
      super(surroundings, "abort");
    }
  }
}
