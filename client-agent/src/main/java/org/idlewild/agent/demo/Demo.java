package org.idlewild.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.idlewild.agent.cli.ProgressView;
import org.idlewild.agent.cli.StartView;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.BatchWatch;
import org.idlewild.agent.cli.api.Download;
import org.idlewild.agent.cli.api.Metrics;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;

/** The demonstration, step by step, telling what it does and where the time went. */
final class Demo {
  /** The user whose batch it is. */
  static final String RESEARCHER = "ada";

  private static final Duration PACE = Duration.ofMillis(100);
  private static final int QUORUM = 2;

  private final Surroundings surroundings;
  private final LocalGrid grid;
  private final Path folder;
  private final Range range;
  private final Timings timings;
  private BatchWatch.Seen seen;
  private OptionalLong heap = OptionalLong.empty();

  Demo(Surroundings surroundings, LocalGrid grid, Path folder, Range range) {
    this.surroundings = surroundings;
    this.grid = grid;
    this.folder = folder;
    this.range = range;
    this.timings =
        new Timings(
            surroundings.clock(), Duration.ofSeconds(Long.getLong("idlewild.build.seconds", 0L)));
  }

  /** All but the end; whether the answer is right. */
  boolean run() throws IOException {
    boot();
    Api researcher = enrol();
    compute(researcher);
    boolean right = check(fetch(researcher));
    heap = Metrics.heapBytes(grid.operator().http());
    return right;
  }

  /** Stops everything unless it is to go on, and tells where the time went. */
  void end(boolean keep) {
    timings.ended("fetch");
    if (!keep) {
      grid.close();
      timings.ended("stop");
    }
    tell("Time: %s.", timings);
    tell("Progress polls: %d, mismatching sums: %d.", seen.polls(), seen.wrongSums());
    heap.ifPresent(bytes -> tell("Server heap after the demo: %d MB.", bytes >> 20));
  }

  private void boot() throws IOException {
    tell("Data folder: %s", folder);
    StartView view = new StartView(surroundings);
    grid.startServer(view);
    view.end();
    timings.ended("boot");
    tell("Server: %s, with its embedded database.", grid.address());
  }

  private Api enrol() throws IOException {
    Api researcher = grid.user(RESEARCHER, "RESEARCHER");
    grid.startAgent("host-1", "ben");
    grid.startAgent("host-2", "cleo");
    Registration registration =
        Registration.read(surroundings.home().resolve("deploy/examples/mersenne"));
    JsonNode version = registration.send(grid.operator(), surroundings.unique().get());
    tell(
        "Application: %s version %d, %s.",
        registration.app(),
        version.path("version").asInt(),
        version.path("files").path(0).path("sha256").asText());
    grid.awaitHosts(2);
    timings.ended("enrol");
    tell("Agents: host-1 of ben and host-2 of cleo, one processor each.");
    return researcher;
  }

  private void compute(Api researcher) {
    String name = "Mersenne exponents up to " + range.to();
    String key = surroundings.unique().get();
    Batch batch = BatchRequest.ofRange("mersenne", name, QUORUM, range, key).send(researcher);
    tell("Batch %d: %s, %d workunits.", batch.id(), name, batch.progress().total());
    ProgressView view = new ProgressView(surroundings);
    seen =
        new BatchWatch(researcher, PACE, surroundings.pause(), view, view::note)
            .untilOver(batch.id(), grid::requireAlive);
    timings.ended("compute");
  }

  private String fetch(Api researcher) throws IOException {
    if (seen.batch().merged().isEmpty()) {
      return "";
    }
    Path file = folder.resolve("exponents.txt");
    new Download(researcher, surroundings.patience()).fetch(seen.batch(), file);
    return Files.readString(file);
  }

  private boolean check(String found) {
    String known = KnownExponents.upTo((int) range.to());
    tell("Found: %s", found.isBlank() ? "nothing" : found.strip().replace("\n", " "));
    boolean right = found.equals(known) && seen.batch().isWhole();
    if (right) {
      tell("This is what mathematics knows.");
    } else {
      tell("Known: %s", known.strip().replace("\n", " "));
      tell(
          "The answer is WRONG: batch %s, %d of %d workunits done.",
          seen.batch().state(), seen.batch().progress().done(), seen.batch().progress().total());
    }
    return right;
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void tell(String format, Object... values) {
    surroundings.out().printf(format + "%n", values);
  }
}
