package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Batch;
import org.idlewild.work.StoredFile;

/** Files that researchers may read: what they brought, and what came of it. Threads: any. */
@Singleton
public class OutputFiles {
  private final Transactions transactions;
  private final StoredBatches batches;
  private final Archives archives;
  private final Contents contents;
  private final FileStore files;

  @Inject
  OutputFiles(
      Transactions transactions,
      StoredBatches batches,
      Archives archives,
      Contents contents,
      FileStore files) {
    this.transactions = transactions;
    this.batches = batches;
    this.archives = archives;
    this.contents = contents;
    this.files = files;
  }

  /**
   * The merged output of a batch.
   *
   * @throws Refused NOT_FOUND, FORBIDDEN, CONFLICT while it is being computed, GONE for a cancelled
   *     or deleted batch
   */
  public FileContent output(Caller caller, long id) {
    Batch batch =
        transactions
            .call(() -> batches.withId(id))
            .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no batch " + id));
    caller.requireOwner(batch.owner(), "this batch");
    if (transactions.call(() -> archives.fate(id)).retired().isPresent()) {
      throw new Refused(Refused.Reason.GONE, "batch " + id + " was deleted with its output");
    }
    if (batch.cancelled()) {
      throw new Refused(Refused.Reason.GONE, "batch " + id + " was cancelled and has no output");
    }
    return files.content(
        batch
            .output()
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Reason.CONFLICT,
                        "batch " + id + " is still running; its output is not there yet")));
  }

  /**
   * A file that the caller brought.
   *
   * @throws Refused NOT_FOUND for all others, which are not even admitted to exist
   */
  public FileContent file(Caller caller, String sha256) {
    Optional<StoredFile> file =
        transactions.call(
            () ->
                contents.owns(caller.userId(), sha256) ? contents.find(sha256) : Optional.empty());
    return files.content(
        file.orElseThrow(
            () -> new Refused(Refused.Reason.NOT_FOUND, "you have not uploaded such a file")));
  }
}
