package org.idlewild.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.cli.local.ClientKeys;

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

  /** Registers an application whose tasks leave no files, signed for BOINC's clients. */
  void register(Path folder) throws IOException {
    ClientKeys keys = new ClientKeys(folder.resolveSibling("keys"));
    keys.make(new SecureRandom());
    Files.createSymbolicLink(grid.data().resolve("boinc"), keys.server());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("program.sh"), "#!/bin/sh\n");
    Files.writeString(
        folder.resolve("idlewild-app.json"),
        """
        {"app": "%s", "policy": {"tail": 0}, "manifest": {"version": 1, "platform": "linux-x86_64",
         "main": "program.sh", "arguments": ["{parameter}"], "files": [{"name": "program.sh"}],
         "outputs": [{"name": "answer", "maxBytes": 1000, "required": false}], "boinc": {"api": true}}}
        """
            .formatted(APP));
    Registration registration = Registration.read(folder);
    registration.send(grid.operator(), "boundary");
    SignatureFile.write(folder, registration.files(), keys.code()).send(grid.operator());
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

  /** Hosts of several users. */
  List<? extends SimulatedHost> hosts(Plan plan) throws IOException {
    List<String> owners = new ArrayList<>();
    for (int i = 0; i < Math.min(plan.hosts(), USERS); i++) {
      owners.add(grid.user("owner-" + i, "VOLUNTEER"));
    }
    return plan.dialect() == Dialect.JSON
        ? enrol(plan.hosts(), plan.connections(), owners)
        : attach(plan.hosts(), owners.size());
  }

  /** Such hosts are known from their first request on. */
  private List<BoincHost> attach(int hosts, int owners) throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      ObjectNode request = Json.object().put("user", "owner-" + i);
      keys.add(grid.operator().post("/account-keys", request).path("accountKey").asText());
    }
    return IntStream.range(0, hosts).mapToObj(i -> new BoincHost(keys.get(i % owners), i)).toList();
  }

  private List<JsonHost> enrol(int hosts, int connections, List<String> owners) throws IOException {
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
