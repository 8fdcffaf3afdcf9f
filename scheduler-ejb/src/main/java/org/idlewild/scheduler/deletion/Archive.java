package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.settings.ArchiveSettings;
import org.idlewild.scheduler.store.ArchivedRows;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.work.Batch;
import org.idlewild.work.Progress;

/**
 * Writes batches to the archive. A file gets its name, and its batch is closed, in one step that
 * fails when anything changed since the file was begun; then it is written anew.
 */
@Singleton
class Archive {
  /** Standard errors may be long; so many workunits fit the memory whatever they say. */
  private static final int WORKUNITS = 50;

  private final Transactions transactions;
  private final Archives archives;
  private final Reading reading;
  private final ArchiveSettings settings;

  @Inject
  Archive(Transactions transactions, Archives archives, Reading reading, ArchiveSettings settings) {
    this.transactions = transactions;
    this.archives = archives;
    this.reading = reading;
    this.settings = settings;
  }

  /** Archives a batch; false when it changed meanwhile, or another node came first. */
  boolean take(long batch, Instant now) throws IOException {
    long stamp = transactions.call(() -> archives.stamp(batch));
    try (ArchiveFile file = new ArchiveFile(settings.folder())) {
      Progress progress = write(batch, file);
      return transactions.once(() -> close(batch, stamp, progress, file, now));
    }
  }

  /** The batch's row is held, so of two nodes only one gives its file the name. */
  private boolean close(long batch, long stamp, Progress progress, ArchiveFile file, Instant now) {
    boolean closed = archives.close(batch, stamp, progress, now);
    if (closed) {
      file.publish(batch);
    }
    return closed;
  }

  private Progress write(long id, ArchiveFile file) throws IOException {
    Head head = transactions.call(() -> reading.head(id));
    file.add(ArchiveLines.batch(head.batch(), head.app(), head.progress()));
    long workunits = 0;
    long results = 0;
    Page page = page(id, 0);
    while (!page.entries().isEmpty()) {
      for (WorkunitPages.Entry entry : page.entries()) {
        List<ArchivedRows.Known> known = page.of(entry);
        file.add(ArchiveLines.workunit(entry, known));
        workunits++;
        results += known.size();
      }
      page = page(id, page.next());
    }
    file.add(ArchiveLines.end(workunits, results));
    file.finish();
    return head.progress();
  }

  private Page page(long batch, int from) {
    return transactions.call(() -> reading.page(batch, from, WORKUNITS));
  }

  private record Head(Batch batch, String app, Progress progress) {}

  private record Page(
      List<WorkunitPages.Entry> entries, Map<Long, List<ArchivedRows.Known>> results) {
    int next() {
      return entries.get(entries.size() - 1).task().position() + 1;
    }

    List<ArchivedRows.Known> of(WorkunitPages.Entry entry) {
      return results.getOrDefault(entry.workunit().id(), List.of());
    }
  }

  /** Reads what is to be archived. To be called in a transaction. */
  @Singleton
  static class Reading {
    private final StoredBatches batches;
    private final Catalogue catalogue;
    private final WorkunitPages workunits;
    private final ArchivedRows rows;

    @Inject
    Reading(
        StoredBatches batches, Catalogue catalogue, WorkunitPages workunits, ArchivedRows rows) {
      this.batches = batches;
      this.catalogue = catalogue;
      this.workunits = workunits;
      this.rows = rows;
    }

    private Head head(long id) {
      Batch batch = batches.withId(id).orElseThrow();
      return new Head(
          batch, catalogue.app(batch.app()).name(), batches.progress(List.of(id)).get(id));
    }

    private Page page(long batch, int from, int limit) {
      List<WorkunitPages.Entry> entries = workunits.page(batch, from, limit);
      return new Page(
          entries, rows.results(entries.stream().map(entry -> entry.workunit().id()).toList()));
    }
  }
}
