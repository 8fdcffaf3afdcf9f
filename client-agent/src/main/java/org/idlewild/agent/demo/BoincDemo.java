package org.idlewild.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.idlewild.agent.cli.ProgressView;
import org.idlewild.agent.cli.StartView;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.BatchWatch;
import org.idlewild.agent.cli.api.Download;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.cli.local.ClientKeys;

/** A project with work for anybody's BOINC client, on an embedded database. */
final class BoincDemo {
  /** A client asks again so soon that somebody who looks on does not wait. */
  static final Map<String, String> SETTINGS = Map.of("idlewild.dispatch.next-contact", "PT5S");

  private static final Duration PACE = Duration.ofSeconds(1);

  /** About five seconds' worth. */
  private static final double FLOPS = 2e10;

  private final Surroundings surroundings;
  private final LocalGrid grid;
  private final Path folder;
  private final String address;

  BoincDemo(Surroundings surroundings, LocalGrid grid, Path folder, String address) {
    this.surroundings = surroundings;
    this.grid = grid;
    this.folder = folder;
    this.address = address;
  }

  /** Starts all of it and goes on until it is stopped. */
  void run(int workunits, int quorum) throws IOException {
    ClientKeys keys = keys();
    boot();
    Api researcher = grid.user("ada", "RESEARCHER");
    grid.user("ben", "VOLUNTEER");
    register(keys, researcher);
    Batch batch = submit(researcher, workunits, quorum);
    tell("Batch %d: %d workunits at quorum %d.", batch.id(), workunits, quorum);
    tell("project URL: %s", address + "/boinc/");
    tell("account key: %s", accountKey());
    tell("To attach: boinccmd --project_attach %s/boinc/ %s", address, accountKey());
    tell("Ctrl-C stops it.");
    follow(researcher, batch);
  }

  /** New ones for each demonstration; the one for code stays out of the server's sight. */
  private ClientKeys keys() throws IOException {
    ClientKeys keys = new ClientKeys(folder.resolve("keys"));
    Path server = grid.serverData().resolve("boinc");
    if (!Files.exists(server)) {
      keys.make(new SecureRandom());
      Files.createDirectories(grid.serverData());
      Files.createSymbolicLink(server, keys.server());
    }
    return keys;
  }

  private void boot() throws IOException {
    tell("Data folder: %s", folder);
    StartView view = new StartView(surroundings);
    grid.startServer(view);
    view.end();
    tell("Server: %s, with its embedded database.", address);
  }

  private void register(ClientKeys keys, Api researcher) throws IOException {
    Path app = surroundings.home().resolve("deploy/examples/collatz");
    Registration registration = Registration.read(app);
    registration.send(researcher, surroundings.unique().get());
    SignatureFile.write(folder, registration.files(), keys.code()).send(grid.operator());
    tell("Application: %s, a native program, signed.", registration.app());
  }

  private Batch submit(Api researcher, int workunits, int quorum) {
    String key = surroundings.unique().get();
    Range parts = new Range(0, workunits - 1L, 1);
    BatchRequest request =
        BatchRequest.ofRange("collatz", "longest Collatz chain", quorum, parts, key);
    request.json().put("flopsEstimate", FLOPS);
    return request.send(researcher);
  }

  private String accountKey() throws IOException {
    JsonNode answer = grid.operator().post("/account-keys", Json.object().put("user", "ben"));
    return answer.path("accountKey").asText();
  }

  private void follow(Api researcher, Batch batch) throws IOException {
    ProgressView view = new ProgressView(surroundings);
    BatchWatch.Seen seen =
        new BatchWatch(researcher, PACE, surroundings.pause(), view, view::note)
            .untilOver(batch.id(), grid::requireAlive);
    Path output = folder.resolve("longest.txt");
    new Download(researcher, surroundings.patience()).fetch(seen.batch(), output);
    tell("The batch is over. Longest chain: %s", Files.readString(output).strip());
    tell("The server goes on until it is stopped.");
    for (; ; surroundings.pause().sleep(PACE)) {
      grid.requireAlive();
    }
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void tell(String format, Object... values) {
    surroundings.out().printf(format + "%n", values);
    surroundings.out().flush();
  }
}
