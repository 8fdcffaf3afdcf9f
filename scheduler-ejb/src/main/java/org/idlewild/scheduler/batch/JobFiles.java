package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.RemoteBatches;
import org.idlewild.scheduler.store.RemoteFiles;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.StoredFile;

/**
 * Files that BOINC's tools bring before their jobs, each under a name of the submitter's own. What
 * is under a name never changes while it is here. Threads: any.
 */
@Singleton
public class JobFiles {
  private static final int MOST = 1000;

  private final Transactions transactions;
  private final Intake intake;
  private final RemoteFiles files;
  private final RemoteBatches batches;
  private final Contents contents;

  @Inject
  JobFiles(
      Transactions transactions,
      Intake intake,
      RemoteFiles files,
      RemoteBatches batches,
      Contents contents) {
    this.transactions = transactions;
    this.intake = intake;
    this.files = files;
    this.batches = batches;
    this.contents = contents;
  }

  /**
   * Which of some files are not here, by their places in the list.
   *
   * @param batch an announced batch for which those that are here stay
   * @throws Refused MALFORMED for a name that is none, NOT_FOUND for an unknown batch
   */
  public List<Integer> absent(Caller caller, List<String> names, Optional<Long> batch) {
    caller.requireResearcher();
    Checks.require(names.size() <= MOST, "at most " + MOST + " files are asked for at once");
    names.forEach(Checks::plainName);
    return transactions.call(
        () -> {
          Optional<Long> announced = batch.map(id -> announced(caller, id));
          List<Integer> absent = new ArrayList<>();
          for (int i = 0; i < names.size(); i++) {
            Optional<String> here = here(caller, names.get(i));
            announced.ifPresent(id -> here.ifPresent(sha256 -> files.keepFor(id, sha256)));
            if (here.isEmpty()) {
              absent.add(i);
            }
          }
          return absent;
        });
  }

  /**
   * Takes a file under a name.
   *
   * @throws Refused CONFLICT when another content is there under this name, TOO_LARGE
   */
  public void keep(
      Caller caller, String name, Optional<Long> batch, InputStream content, Instant now)
      throws IOException {
    caller.requireResearcher();
    Checks.plainName(name);
    StoredFile file = intake.keep(caller, content, Long.MAX_VALUE, now);
    transactions.run(
        () -> {
          Optional<String> before = here(caller, name);
          if (before.filter(sha256 -> !sha256.equals(file.sha256())).isPresent()) {
            throw new Refused(
                Refused.Reason.CONFLICT, "the file " + name + " is here with another content");
          }
          files.dropGone(caller.userId());
          files.put(caller.userId(), name, file.sha256());
          batch.map(id -> announced(caller, id)).ifPresent(id -> files.keepFor(id, file.sha256()));
        });
  }

  /** What is here under a name. To be called in a transaction. */
  Optional<String> here(Caller caller, String name) {
    return files
        .sha256(caller.userId(), name)
        .filter(sha256 -> contents.owns(caller.userId(), sha256))
        .filter(sha256 -> contents.find(sha256).isPresent());
  }

  private long announced(Caller caller, long id) {
    return batches
        .withId(id)
        .filter(batch -> batch.account() == caller.userId() && !batch.submitted())
        .map(RemoteBatches.Remote::id)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.NOT_FOUND,
                    "there is no batch " + id + " of yours that waits for its jobs"));
  }
}
