package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.local.ArchiveFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code archive search} and {@code archive show}, on the server's own machine. */
@Command(
    name = "archive",
    synopsisSubcommandLabel = "COMMAND",
    description = "Workunits that left the server's database, for operators on its machine.")
final class ArchiveCommand {
  private static final String FOLDER = "idlewild-data/archive";

  private final Surroundings surroundings;
  private boolean whole = true;

  ArchiveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "search",
      description = "Lists the workunits that fit all that is said, each on a line as it is found.")
  Integer search(
      @Option(names = "--batch", paramLabel = "ID", description = "of this batch") Long batch,
      @Option(names = "--workunit", paramLabel = "ID", description = "this one") Long workunit,
      @Option(names = "--host", paramLabel = "ID", description = "that this host had") Long host,
      @Option(
              names = "--parameter",
              paramLabel = "TEXT",
              description = "with a parameter that holds this text")
          String parameter,
      @Option(
              names = "--output",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "the form of the answer; json is a line for each workunit")
          ServerOptions.Form form,
      @Option(names = "--folder", paramLabel = "DIR", defaultValue = FOLDER) Path folder)
      throws IOException {
    Predicate<JsonNode> wanted =
        line ->
            (workunit == null || line.path("id").asLong() == workunit)
                && (host == null || had(line, host))
                && (parameter == null || line.path("parameter").asText().contains(parameter));
    new ArchiveFolder(folder)
        .each(
            each -> batch == null || each == batch,
            line -> {
              if (wanted.test(line)) {
                surroundings.out().println(form == ServerOptions.Form.JSON ? line : text(line));
              }
              return !surroundings.out().checkError();
            },
            this::broken);
    return whole ? 0 : 1;
  }

  @Command(name = "show", description = "Shows all that is known of a workunit, as JSON.")
  Integer show(
      @Parameters(paramLabel = "WORKUNIT", description = "its number") long workunit,
      @Option(names = "--folder", paramLabel = "DIR", defaultValue = FOLDER) Path folder)
      throws IOException {
    JsonNode[] found = new JsonNode[1];
    new ArchiveFolder(folder)
        .each(
            batch -> true,
            line -> {
              found[0] = line.path("id").asLong() == workunit ? line : null;
              return found[0] == null;
            },
            this::broken);
    if (found[0] == null) {
      throw CommandFailed.failed("There is no workunit %d in the archive %s.", workunit, folder);
    }
    surroundings.out().println(Json.pretty(found[0]));
    return 0;
  }

  private void broken(String file, String why) {
    whole = false;
    surroundings.say("The archive's file " + file + " is not whole: " + why + ".");
  }

  private static boolean had(JsonNode workunit, long host) {
    return StreamSupport.stream(workunit.path("results").spliterator(), false)
        .anyMatch(result -> result.has("host") && result.path("host").asLong() == host);
  }

  private static String text(JsonNode workunit) {
    String outcome =
        workunit.path("errors").isEmpty() ? "done" : workunit.path("errors").path(0).asText();
    return String.format(
            Locale.ROOT,
            "batch %d  workunit %d  index %d  %s  %d results  %s",
            workunit.path("batch").asLong(),
            workunit.path("id").asLong(),
            workunit.path("position").asInt(),
            outcome,
            workunit.path("results").size(),
            workunit.path("parameter").asText())
        .replaceAll("\\p{Cntrl}", "?");
  }
}
