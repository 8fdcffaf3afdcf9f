package org.idlewild.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.idlewild.agent.cli.api.Batch;

/** The clients of one test, which have to ask now and then however long they meant to wait. */
final class BoincClients implements AutoCloseable {
  private static final int LOOKS_TO_AN_UPDATE = 40;

  private final BoincProject project;
  private final List<BoincClient> clients = new ArrayList<>();

  BoincClients(BoincProject project) {
    this.project = project;
  }

  /** Starts a client that is attached to nothing. */
  BoincClient start(String name) throws IOException {
    BoincClient client =
        BoincClient.start(project.grid().folder().resolve("clients").resolve(name));
    clients.add(client);
    return client;
  }

  /** Starts a client that computes for a user. */
  BoincClient attach(String name, String user) throws IOException {
    BoincClient client = start(name);
    client.attach(project.url(), project.accountKey(user));
    return client;
  }

  /** Waits until the results of a batch are as they should be. */
  void await(Batch batch, String what, Predicate<List<JsonNode>> condition) {
    await(
        what,
        () -> {
          List<JsonNode> results = new ArrayList<>();
          project.grid().results(batch).forEach(results::add);
          return condition.test(results);
        });
  }

  /** The merged output of a batch, once it is over. */
  String output(Batch batch) throws IOException {
    await("the end of the batch", () -> project.isOver(batch));
    return project.grid().output(batch);
  }

  /** Waits for something. */
  void await(String what, BooleanSupplier condition) {
    int[] looks = {0};
    SmallGrid.await(
        what,
        () -> {
          if (looks[0]++ % LOOKS_TO_AN_UPDATE == 0) {
            clients.forEach(BoincClient::updateAll);
          }
          return condition.getAsBoolean();
        });
  }

  @Override
  public void close() {
    clients.forEach(BoincClient::close);
  }
}
