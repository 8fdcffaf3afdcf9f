package org.idlewild.load.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.LongConsumer;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.cli.local.ClientKeys;
import org.idlewild.load.wire.People;

/** Gives a new server an application and work. */
public final class Filling {
  private static final String APP = "measured";
  private static final int BATCH = 100_000;

  private final Grid grid;

  /** Of a grid's server. */
  public Filling(Grid grid) {
    this.grid = grid;
  }

  /** Registers an application whose tasks leave no files, signed for BOINC's clients. */
  public void register(Path folder) throws IOException {
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
  public void submit(long workunits, int quorum, LongConsumer view) throws IOException {
    Api researcher = grid.as(new People(grid.operator()).user("researcher", "RESEARCHER"));
    for (long done = 0; done < workunits; done += BATCH) {
      long last = Math.min(workunits, done + BATCH);
      String name = "work-" + done;
      BatchRequest.ofRange(APP, name, quorum, new Range(done + 1, last, 1), name).send(researcher);
      view.accept(last);
    }
  }
}
