package org.idlewild.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.cli.local.ClientKeys;

/**
 * A server that serves BOINC's clients, and what it has for them. Threads: any, but for the keys.
 */
final class BoincProject implements AutoCloseable {
  /** Tests that every client of the project could get into the way of hold it alone. */
  static final String FOR_ALL = "what is for all clients of a project";

  /** Of operations: a second on a client that was never measured. */
  private static final double SHORT = 1e9;

  private final SmallGrid grid;
  private ClientKeys keys;
  private final AtomicInteger submitted = new AtomicInteger();

  private BoincProject(SmallGrid grid) throws IOException {
    this.grid = grid;
    keys = new ClientKeys(grid.folder().resolve("keys"));
    keys.make(new SecureRandom());
    Files.createSymbolicLink(grid.local().serverData().resolve("boinc"), keys.server());
  }

  static BoincProject start(String name) throws IOException {
    return new BoincProject(SmallGrid.start(name));
  }

  SmallGrid grid() {
    return grid;
  }

  /** As people type it. */
  String url() {
    return grid.local().address() + "/boinc/";
  }

  /** Of a user who is made if need be. */
  String accountKey(String user) throws IOException {
    grid.local().user(user, "VOLUNTEER");
    return grid.local()
        .operator()
        .post("/account-keys", Json.object().put("user", user))
        .path("accountKey")
        .asText();
  }

  /** For the clients of one test. */
  BoincClients clients() {
    return new BoincClients(this);
  }

  /**
   * Registers a shell script as a native program for all, signed.
   *
   * @param more of the manifest
   * @param others files beside it that lie in the app's folder
   */
  void register(String app, String script, String outputs, String more, String... others)
      throws IOException {
    registerWith("\"tail\":0", app, script, outputs, more, others);
  }

  /** The same with a policy. */
  void registerWith(
      String policy, String app, String script, String outputs, String more, String... others)
      throws IOException {
    Path folder = grid.app(app);
    String besides =
        Stream.of(others).map(",{\"name\":\"%s\"}"::formatted).collect(Collectors.joining());
    Files.writeString(folder.resolve(app + ".sh"), script);
    Files.writeString(
        folder.resolve("idlewild-app.json"),
        """
        {"app":"%1$s","policy":{%5$s},"manifest":{"version":1,"platform":"linux-x86_64","main":"%1$s.sh",
         "files":[{"name":"%1$s.sh"}%4$s],"outputs":[%2$s]%3$s}}
        """
            .formatted(app, outputs, more, besides, policy));
    Registration registration = Registration.read(folder);
    registration.send(grid.researcher(), "boundary");
    sign(folder, registration);
  }

  /**
   * Submits workunits for the parameters from 1 on to the hosts of one user; each is given up at
   * its first failure.
   */
  Batch submit(String app, String user, int workunits, Path... inputs) throws IOException {
    BatchRequest request = request(app, workunits);
    request.json().put("maxErrorResults", 0);
    return send(request, user, inputs);
  }

  /** Submits one workunit that is to be answered soon, and need not be. */
  Batch submitInHaste(String app, String user, int delayBoundSeconds) throws IOException {
    BatchRequest request = request(app, 1);
    request.json().put("delayBoundSeconds", delayBoundSeconds);
    return send(request, user);
  }

  private BatchRequest request(String app, int workunits) {
    Range parameters = new Range(1, workunits, 1);
    BatchRequest request =
        BatchRequest.ofRange(app, app, 1, parameters, app + "-" + submitted.incrementAndGet());
    request.json().put("flopsEstimate", SHORT);
    return request;
  }

  private Batch send(BatchRequest request, String user, Path... inputs) throws IOException {
    request.json().putObject("target").put("user", user);
    grid.inputs(request, inputs);
    SmallGrid.await("a host of " + user, () -> !hosts(user).isEmpty());
    return request.send(grid.researcher());
  }

  /** What is known of the result of a workunit, from 1 on. */
  JsonNode result(Batch batch, int workunit) {
    for (JsonNode result : grid.results(batch)) {
      if (result.path("workunit").asInt() == workunit - 1) {
        return result;
      }
    }
    throw new AssertionError("no result of workunit " + workunit);
  }

  /** Whether the server does no more for a batch. */
  boolean isOver(Batch batch) {
    return !grid.researcher().get(batch.path(), Batch.class).isRunning();
  }

  /** Puts a new key for code in the place of the former one, which leads to it. */
  void rotateKeys() throws IOException {
    ClientKeys next = new ClientKeys(grid.folder().resolve("keys-2"));
    next.succeed(keys, new SecureRandom());
    keys = next;
    Path server = grid.local().serverData().resolve("boinc");
    Files.delete(server);
    Files.createSymbolicLink(server, keys.server());
  }

  /** Signs what is registered with the present key. */
  void signAgain(String app) throws IOException {
    sign(grid.app(app), Registration.read(grid.app(app)));
  }

  private void sign(Path folder, Registration registration) throws IOException {
    SignatureFile.write(folder, registration.files(), keys.code()).send(grid.local().operator());
  }

  /** The ids of a user's hosts. */
  List<Long> hosts(String user) {
    List<Long> ids = new ArrayList<>();
    for (JsonNode host : operator().list("/hosts")) {
      if (host.path("owner").asText().equals(user)) {
        ids.add(host.path("id").asLong());
      }
    }
    return ids;
  }

  private Api operator() {
    try {
      return grid.local().operator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    grid.close();
  }
}
