package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Deferrals;
import org.idlewild.scheduler.store.Handovers;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Batch;
import org.idlewild.work.Slice;
import org.idlewild.work.StoredFile;

/**
 * Deletes the files that ended batches had: inputs, the parts of their outputs, and outputs that
 * their owners deleted.
 */
@Singleton
class BatchFiles {
  private final Transactions transactions;
  private final StoredBatches batches;
  private final Handovers handovers;
  private final Archives archives;
  private final Contents contents;
  private final Deferrals deferrals;

  @Inject
  BatchFiles(
      Transactions transactions,
      StoredBatches batches,
      Handovers handovers,
      Archives archives,
      Contents contents,
      Deferrals deferrals) {
    this.transactions = transactions;
    this.batches = batches;
    this.handovers = handovers;
    this.archives = archives;
    this.contents = contents;
    this.deferrals = deferrals;
  }

  /**
   * Forgets what ended batches need no more.
   *
   * @param freed gets the names of the contents; they can go after the commit that forgot them
   * @return how many batches and parts were done
   */
  int run(Slice slice, int limit, Instant now, Set<String> freed) {
    int done = 0;
    done +=
        transactions.each(
            mine(slice, () -> batches.withNeedlessInputs(limit, now)),
            ids -> dropInputs(ids, freed),
            id -> rest(id, now));
    done +=
        transactions.each(
            mine(slice, () -> archives.withNeedlessOutput(limit, now)),
            ids -> dropOutput(ids, freed),
            id -> rest(id, now));
    done +=
        transactions.each(
            mine(slice, () -> handovers.withNeedlessOutputs(limit)),
            ids -> ids.forEach(id -> freed.addAll(handovers.dropOutputs(id))));
    for (long batch : mine(slice, () -> batches.withParts(limit, now))) {
      done += dropParts(batch, limit, now, freed);
    }
    return done;
  }

  private List<Long> mine(Slice slice, Supplier<List<Long>> found) {
    return transactions.call(found).stream().filter(slice::has).toList();
  }

  private void dropInputs(List<Long> ids, Set<String> freed) {
    for (long id : ids) {
      Batch batch = batches.withId(id).orElseThrow();
      List<StoredFile> files = batches.dropInputs(id);
      Faults.at(Point.INPUTS_FORGOTTEN);
      files.forEach(file -> contents.disown(batch.owner(), file.sha256()));
      Faults.at(Point.INPUTS_DISOWNED);
      files.forEach(file -> freed.add(file.sha256()));
    }
  }

  private void dropOutput(List<Long> ids, Set<String> freed) {
    for (long id : ids) {
      List<StoredFile> output = batches.withId(id).orElseThrow().output().stream().toList();
      archives.dropOutput(id);
      output.forEach(file -> freed.add(file.sha256()));
    }
  }

  private int dropParts(long batch, int limit, Instant now, Set<String> freed) {
    Map<Long, StoredFile> parts =
        transactions.call(() -> handovers.parts(batch, 0, limit)).stream()
            .collect(Collectors.toMap(Handovers.Part::workunit, Handovers.Part::content));
    int dropped =
        transactions.each(
            List.copyOf(parts.keySet()),
            ids -> {
              for (long id : ids) {
                handovers.dropPart(id);
                Faults.at(Point.PART_FORGOTTEN);
              }
              Faults.at(Point.PARTS_FORGOTTEN);
              ids.forEach(id -> freed.add(parts.get(id).sha256()));
            });
    if (dropped < parts.size()) {
      rest(batch, now);
    } else if (dropped < limit) {
      transactions.run(
          () -> {
            batches.partsGone(batch);
            Faults.at(Point.PARTS_GONE);
          });
    }
    return dropped;
  }

  private void rest(long batch, Instant now) {
    transactions.run(() -> deferrals.deleteFiles(batch, now));
  }
}
