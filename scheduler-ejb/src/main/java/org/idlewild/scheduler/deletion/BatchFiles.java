package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Deferrals;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Batch;
import org.idlewild.work.Share;
import org.idlewild.work.StoredFile;

/**
 * Deletes the files that ended batches had: inputs, the parts of their outputs, and outputs that
 * their owners deleted.
 */
@Singleton
class BatchFiles {
  private final Transactions transactions;
  private final StoredBatches batches;
  private final Workunits workunits;
  private final Archives archives;
  private final Contents contents;
  private final Deferrals deferrals;

  @Inject
  BatchFiles(
      Transactions transactions,
      StoredBatches batches,
      Workunits workunits,
      Archives archives,
      Contents contents,
      Deferrals deferrals) {
    this.transactions = transactions;
    this.batches = batches;
    this.workunits = workunits;
    this.archives = archives;
    this.contents = contents;
    this.deferrals = deferrals;
  }

  /** How many parts were deleted. */
  int run(Share share, int limit, Instant now) {
    transactions.each(
        mine(share, () -> batches.withNeedlessInputs(limit, now)),
        this::dropInputs,
        id -> rest(id, now));
    transactions.each(
        mine(share, () -> archives.withNeedlessOutput(limit, now)),
        this::dropOutput,
        id -> rest(id, now));
    int parts = 0;
    for (long batch : mine(share, () -> batches.withParts(limit, now))) {
      parts += dropParts(batch, limit, now);
    }
    return parts;
  }

  private List<Long> mine(Share share, Supplier<List<Long>> found) {
    return transactions.call(found).stream().filter(share::has).toList();
  }

  private void dropInputs(List<Long> ids) {
    for (long id : ids) {
      Batch batch = batches.withId(id).orElseThrow();
      List<StoredFile> files = batches.dropInputs(id);
      files.forEach(file -> contents.disown(batch.owner(), file.sha256()));
      contents.releaseAll(files);
    }
  }

  private void dropOutput(List<Long> ids) {
    for (long id : ids) {
      List<StoredFile> output = batches.withId(id).orElseThrow().output().stream().toList();
      archives.dropOutput(id);
      contents.releaseAll(output);
    }
  }

  private int dropParts(long batch, int limit, Instant now) {
    Map<Long, StoredFile> parts =
        transactions.call(() -> workunits.parts(batch, 0, limit)).stream()
            .collect(Collectors.toMap(Workunits.Part::workunit, Workunits.Part::content));
    int dropped =
        transactions.each(
            List.copyOf(parts.keySet()),
            ids -> {
              ids.forEach(workunits::dropPart);
              contents.releaseAll(ids.stream().map(parts::get).toList());
            });
    if (dropped < parts.size()) {
      rest(batch, now);
    } else if (dropped < limit) {
      transactions.run(() -> batches.partsGone(batch));
    }
    return dropped;
  }

  private void rest(long batch, Instant now) {
    transactions.run(() -> deferrals.deleteFiles(batch, now));
  }
}
