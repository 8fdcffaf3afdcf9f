package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.AppFields;
import org.idlewild.agent.cli.api.CommandFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code app show} and {@code app set}. */
@Command(
    name = "app",
    synopsisSubcommandLabel = "COMMAND",
    description = "Applications: how their work is given out and paid.")
final class AppCommand {
  private final Surroundings surroundings;

  AppCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(name = "show", description = "Shows an application's policy, options and versions.")
  Integer show(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = "APP", description = "the application's name") String app)
      throws Exception {
    Api api = server.connect(surroundings);
    JsonNode answer = surroundings.patience().keepTrying(() -> api.get(path(app)));
    server.print(surroundings, answer, text(answer));
    return 0;
  }

  @Command(
      name = "set",
      description = "Changes an application's policy or options; what is not named stays as it is.",
      footer = {
        "",
        "Keys: weight, beta, redundancy (any, system, processor), staticClass,",
        "sameVersion, adaptiveQuorum, dailyQuota, maxPerHost, maxPerUser, locality, tail,",
        "credit (fixed, run-time, normalised), fixedCredit, footprint.memoryBytes,",
        "footprint.cpuSeconds, footprint.elapsedSeconds, footprint.processes,",
        "footprint.diskBytes, validator.OPTION, assimilator.OPTION (KEY= takes an",
        "option away)."
      })
  Integer set(
      @Mixin ServerOptions server,
      @Parameters(index = "0", paramLabel = "APP", description = "the application's name")
          String app,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "KEY=VALUE",
              description = "such as weight=200")
          List<String> settings)
      throws Exception {
    ObjectNode change = AppFields.change(settings);
    Api api = server.connect(surroundings);
    JsonNode answer = surroundings.patience().keepTrying(() -> api.patch(path(app), change));
    server.print(surroundings, answer, text(answer));
    return 0;
  }

  private static String path(String app) {
    if (!app.matches("[A-Za-z0-9-]{1,60}")) {
      throw CommandFailed.usage("An application's name has letters, digits and hyphens.");
    }
    return "/apps/" + app;
  }

  private static String text(JsonNode app) {
    Table policy = new Table("SETTING", "VALUE");
    AppFields.of(app).forEach(policy::row);
    Table versions = new Table("VERSION", "PLATFORM", "PLAN CLASS", "PROCESSORS", "FEATURES");
    for (JsonNode version : app.path("versions")) {
      JsonNode plan = version.path("planClass");
      versions.row(
          version.path("version").asText(),
          version.path("platform").asText(),
          plan.path("name").asText(),
          plan.path("processors").asText(),
          words(plan.path("features")));
    }
    return policy + System.lineSeparator() + System.lineSeparator() + versions;
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }
}
