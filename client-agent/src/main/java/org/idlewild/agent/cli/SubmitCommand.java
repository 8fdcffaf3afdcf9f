package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchLines;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.BatchWatch;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Upload;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code submit APP ...}. */
@Command(
    name = "submit",
    description =
        "Submits a batch: one workunit for each part of a range, or for each parameter given.")
final class SubmitCommand implements Callable<Integer> {
  private static final Duration PACE = Duration.ofMillis(500);

  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "APP", description = "the application's name")
  private String app;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "a file that every workunit gets; repeatable")
  private List<Path> inputs = List.of();

  @Option(names = "--app-version", paramLabel = "N", description = "the number; else the newest")
  private Integer version;

  @Option(names = "--quorum", paramLabel = "N", description = "how many results must agree; else 2")
  private Integer quorum;

  @Option(names = "--name", description = "the batch's name for people")
  private String name;

  @Option(
      names = "--delay-bound",
      paramLabel = "SECONDS",
      description = "how long a host may keep a workunit; else a day")
  private Long delayBound;

  @Mixin private SubmitTerms terms;

  @Option(names = "--wait", description = "follow the batch to its end")
  private boolean wait;

  @Option(
      names = {"-o", "--output-file"},
      paramLabel = "FILE",
      description = "with --wait: where the merged output goes")
  private Path outputFile;

  /** Where the parameters come from. */
  private static final class Source {
    @Option(
        names = "--range",
        paramLabel = "FROM:TO:STEP",
        description = "workunits 'FROM FROM+STEP-1' and so on up to TO")
    private String range;

    @Option(
        names = "--list",
        paramLabel = "PARAMETER",
        arity = "1..*",
        description = "a workunit for each")
    private List<String> list;

    @Option(
        names = "--parameters",
        paramLabel = "FILE",
        description =
            "a workunit for each line, however many: a JSON string, or {\"parameter\": ..} with"
                + " \"inputs\", \"flopsEstimate\", \"leastRunSeconds\", \"target\" of its own; - is"
                + " the standard input")
    private String file;
  }

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (outputFile != null && !wait) {
      throw CommandFailed.usage("-o is expected together with --wait; later, use fetch.");
    }
    ObjectNode json = json();
    Optional<ParameterSource> lines = Optional.ofNullable(source.file).map(ParameterSource::new);
    Api api = server.connect(surroundings);
    addInputs(json, api);
    String key = surroundings.unique().get();
    Batch batch =
        lines.isPresent()
            ? stream(api, json, lines.get(), key)
            : surroundings.longPatience().keepTrying(() -> new BatchRequest(json, key).send(api));
    if (!wait) {
      server.print(
          surroundings,
          api.get(batch.path()),
          String.format("batch %d: %d workunits", batch.id(), batch.progress().total()));
      return 0;
    }
    surroundings.say(
        String.format("Batch %d has %d workunits.", batch.id(), batch.progress().total()));
    return follow(api, batch);
  }

  /** What can be read once is sent once. */
  private Batch stream(Api api, ObjectNode json, ParameterSource lines, String key) {
    SentView view = new SentView(surroundings);
    BatchLines batch = new BatchLines(json, lines, key, view);
    try {
      return lines.isLasting()
          ? surroundings.longPatience().keepTrying(() -> batch.send(api))
          : batch.send(api);
    } finally {
      view.end();
    }
  }

  private ObjectNode json() {
    ObjectNode json = Json.object().put("app", app);
    set(json, "name", name);
    set(json, "version", version);
    set(json, "quorum", quorum);
    set(json, "delayBoundSeconds", delayBound);
    terms.addTo(json);
    if (source.range != null) {
      json.putObject("parameters").set("range", Range.parse(source.range).json());
    } else if (source.list != null) {
      ArrayNode list = json.putObject("parameters").putArray("list");
      source.list.forEach(list::add);
    }
    return json;
  }

  private static void set(ObjectNode json, String key, Object value) {
    if (value != null) {
      json.putPOJO(key, value);
    }
  }

  private void addInputs(ObjectNode json, Api api) throws IOException {
    for (Path input : inputs) {
      if (!Files.isRegularFile(input)) {
        throw CommandFailed.failed("The file %s cannot be read.", input);
      }
      String sha256 = new Upload(api, surroundings.longPatience()).put(input).hex();
      json.withArrayProperty("inputs")
          .addObject()
          .put("name", input.getFileName().toString())
          .put("sha256", sha256);
    }
  }

  private int follow(Api api, Batch batch) throws IOException {
    ProgressView view = new ProgressView(surroundings);
    Batch ended =
        new BatchWatch(api, PACE, surroundings.pause(), view, view::note)
            .untilOver(batch.id(), () -> {})
            .batch();
    if (outputFile != null && ended.merged().isPresent()) {
      new FetchedOutput(surroundings).fetch(api, ended, outputFile);
    }
    if (server.json()) {
      surroundings.out().println(Json.pretty(api.get(batch.path())));
    }
    if (!ended.isWhole()) {
      throw CommandFailed.failed(
          "Batch %d ended as %s with %d of %d workunits done.",
          ended.id(), ended.state(), ended.progress().done(), ended.progress().total());
    }
    return 0;
  }
}
