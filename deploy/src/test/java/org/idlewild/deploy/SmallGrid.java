package org.idlewild.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.BatchWatch;
import org.idlewild.agent.cli.api.Download;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.Upload;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.demo.LocalGrid;

/** A server of its own, agents in processes of their own, and one researcher. */
final class SmallGrid implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(100);
  private static final int MOST_LOOKS = 3000;

  private final Surroundings surroundings = Surroundings.real().at(JavaCommand.home());
  private final Path folder;
  private final LocalGrid grid;
  private final Api researcher;

  private SmallGrid(String name) throws IOException {
    folder = Launcher.newFolder(name);
    grid = new LocalGrid(surroundings, folder, false);
    grid.startServer(waited -> {});
    researcher = grid.user("ada", "RESEARCHER");
  }

  /** Starts the server. */
  static SmallGrid start(String name) throws IOException {
    return new SmallGrid(name);
  }

  LocalGrid local() {
    return grid;
  }

  Api researcher() {
    return researcher;
  }

  /** Where all of it lies. */
  Path folder() {
    return folder;
  }

  /** Where an agent keeps a task while it runs. */
  Path tasks(String agent) {
    return folder.resolve("agents").resolve(agent).resolve("tasks");
  }

  /** A folder for an application's files. */
  Path app(String name) throws IOException {
    return Files.createDirectories(folder.resolve("apps").resolve(name));
  }

  /** Registers what lies in an application's folder. */
  void register(String name, String description) throws IOException {
    Files.writeString(app(name).resolve("idlewild-app.json"), description);
    Registration.read(app(name)).send(researcher, "boundary");
  }

  /** Workunits for the parameters from 1 on. */
  Batch submit(String app, int quorum, int workunits) {
    return request(app, quorum, workunits).send(researcher);
  }

  /** The same, with an input file that all workunits have. */
  Batch submit(String app, int quorum, int workunits, Path input) throws IOException {
    BatchRequest request = request(app, quorum, workunits);
    inputs(request, input);
    return request.send(researcher);
  }

  /** Uploads input files that all workunits have. */
  void inputs(BatchRequest request, Path... inputs) throws IOException {
    for (Path input : inputs) {
      String sha256 = new Upload(researcher, surroundings.patience()).put(input).hex();
      request
          .json()
          .withArrayProperty("inputs")
          .addObject()
          .put("name", input.getFileName().toString())
          .put("sha256", sha256);
    }
  }

  private BatchRequest request(String app, int quorum, int workunits) {
    Range parameters = new Range(1, workunits, 1);
    return BatchRequest.ofRange(app, app, quorum, parameters, surroundings.unique().get());
  }

  /** The merged output, once the batch is over. */
  String output(Batch batch) throws IOException {
    new BatchWatch(researcher, PACE, Pause.REAL, progress -> {}, sentence -> {})
        .untilOver(batch.id(), () -> {});
    Path output = folder.resolve("output-" + batch.id() + ".txt");
    Batch ended = researcher.get(batch.path(), Batch.class);
    new Download(researcher, surroundings.patience()).fetch(ended, output);
    return Files.readString(output);
  }

  ArrayNode results(Batch batch) {
    return researcher.list(batch.path() + "/results");
  }

  List<String> outcomes(Batch batch) {
    return results(batch).findValuesAsText("outcome");
  }

  /** Ends an agent as the machine would that loses its power. */
  void kill(String agent) throws InterruptedException {
    grid.agent(agent).destroyForcibly().waitFor();
  }

  /** Waits for what another process does, five minutes at most. */
  static void await(String what, BooleanSupplier condition) {
    for (int look = 0; !condition.getAsBoolean(); look++) {
      if (look >= MOST_LOOKS) {
        throw new AssertionError("It did not come: " + what);
      }
      Pause.REAL.sleep(PACE);
    }
  }

  @Override
  public void close() {
    grid.close();
  }
}
