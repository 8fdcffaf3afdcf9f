package org.idlewild.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;

/** Gives a new server an application, work and hosts. */
final class Filling {
  private static final String APP = "measured";
  private static final int BATCH = 100_000;

  /** Results of one workunit go to hosts of different users. */
  private static final int USERS = 20;

  private final Grid grid;

  Filling(Grid grid) {
    this.grid = grid;
  }

  /** Registers an application whose tasks leave no files. */
  void register(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("app.jar"), new byte[] {'P', 'K', 3, 4});
    Files.writeString(
        folder.resolve("idlewild-app.json"),
        """
        {"app": "%s", "policy": {"tail": 0}, "manifest": {"version": 1, "platform": "java", "main": "app.jar",
         "arguments": ["{parameter}"], "files": [{"name": "app.jar"}],
         "outputs": [{"name": "answer", "maxBytes": 1000, "required": false}]}}
        """
            .formatted(APP));
    Registration.read(folder).send(grid.operator(), "boundary");
  }

  /** Submits workunits, a batch after the other; tells how many there are. */
  void submit(long workunits, int quorum, LongConsumer view) throws IOException {
    Api researcher = grid.as(grid.user("researcher", "RESEARCHER"));
    for (long done = 0; done < workunits; done += BATCH) {
      long last = Math.min(workunits, done + BATCH);
      String name = "work-" + done;
      BatchRequest.ofRange(APP, name, quorum, new Range(done + 1, last, 1), name).send(researcher);
      view.accept(last);
    }
  }

  /** Enrols hosts of several users. */
  List<JsonHost> enrol(int hosts, int connections) throws IOException {
    List<String> owners = new ArrayList<>();
    for (int i = 0; i < Math.min(hosts, USERS); i++) {
      owners.add(grid.user("owner-" + i, "VOLUNTEER"));
    }
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<List<JsonHost>>> shares = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        shares.add(threads.submit(share(i, connections, hosts, owners)));
      }
      List<JsonHost> all = new ArrayList<>();
      for (Future<List<JsonHost>> share : shares) {
        all.addAll(share.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("Hosts could not be enrolled: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<List<JsonHost>> share(int first, int step, int hosts, List<String> owners) {
    return () -> {
      List<JsonHost> share = new ArrayList<>();
      try (Connection connection = new Connection(grid.address())) {
        Enrolment enrolment = new Enrolment(connection);
        for (int i = first; i < hosts; i += step) {
          share.add(enrolment.enrol("host-" + i, owners.get(i % owners.size())));
        }
      }
      return share;
    };
  }
}
