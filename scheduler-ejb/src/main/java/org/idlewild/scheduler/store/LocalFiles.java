package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.work.Batch;
import org.idlewild.work.FileRef;
import org.idlewild.work.Locality;
import org.idlewild.work.NamedFile;
import org.idlewild.work.ServerState;
import org.idlewild.work.StoredFile;

/**
 * Which results wait for hosts that hold their files, for apps that prefer those. To be called in a
 * transaction.
 *
 * <p>A result is noted under its main file when it is made, and forgotten when it is sent. One that
 * came to its end otherwise is forgotten when somebody meets it here.
 */
@Singleton
public class LocalFiles {
  private final Database database;
  private final StoredBatches batches;
  private final Catalogue catalogue;

  @Inject
  LocalFiles(Database database, StoredBatches batches, Catalogue catalogue) {
    this.database = database;
    this.batches = batches;
    this.catalogue = catalogue;
  }

  /** Whether an app's work goes to hosts that hold its files. */
  public boolean areWantedBy(long app) {
    return catalogue.app(app).policy().locality();
  }

  /** The input files of some workunits; those that are gone have none. */
  public Map<Long, Set<StoredFile>> of(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    List<Object[]> rows =
        em().createQuery(
                "SELECT w.id, w.batchId, w.inputs FROM WorkunitRow w WHERE w.id IN :ids",
                Object[].class)
            .setParameter("ids", workunits)
            .getResultList();
    Map<Long, List<NamedFile>> inputs = new HashMap<>();
    Map<List<NamedFile>, Set<StoredFile>> shared = new HashMap<>();
    Map<Long, Set<StoredFile>> files = new HashMap<>();
    for (Object[] row : rows) {
      List<NamedFile> all = inputs.computeIfAbsent((Long) row[1], this::inputs);
      List<NamedFile> own = named(all, (String) row[2]);
      files.put((Long) row[0], shared.computeIfAbsent(own, LocalFiles::contents));
    }
    return files;
  }

  private List<NamedFile> inputs(long batch) {
    return batches.withId(batch).map(Batch::inputs).orElse(List.of());
  }

  private static List<NamedFile> named(List<NamedFile> all, String lines) {
    return WorkunitRow.inputRefs(lines)
        .map(refs -> refs.stream().map(FileRef::fileName).collect(Collectors.toSet()))
        .map(own -> all.stream().filter(file -> own.contains(file.name())).toList())
        .orElse(all);
  }

  private static Set<StoredFile> contents(List<NamedFile> files) {
    return files.stream().map(NamedFile::content).collect(Collectors.toUnmodifiableSet());
  }

  /** Notes that some results of a workunit wait. */
  public void add(long workunit, Collection<Long> results) {
    Optional<StoredFile> main = Locality.main(of(List.of(workunit)).get(workunit));
    main.ifPresent(
        file ->
            results.forEach(
                result ->
                    database.run(
                        "INSERT INTO waiting_file (sha256, result_id) VALUES (?, ?)",
                        file.sha256(),
                        result)));
  }

  /** Forgets a result that was sent. */
  public void sent(long result) {
    database.run("DELETE FROM waiting_file WHERE result_id = ?", result);
  }

  /** What waits with some main file, oldest first, whatever is at hand. */
  public List<Waiting.Unsent> waiting(String sha256, int limit) {
    List<Object[]> rows =
        Stream.of(
                database
                    .query(
                        "SELECT f.result_id, r.workunit_id, r.queue, r.priority, r.server_state"
                            + " FROM waiting_file f LEFT JOIN result r ON r.id = f.result_id"
                            + " WHERE f.sha256 = ? ORDER BY f.result_id",
                        sha256)
                    .setMaxResults(limit)
                    .getResultList()
                    .toArray())
            .map(Object[].class::cast)
            .toList();
    forget(rows.stream().filter(row -> !isIn(row, ServerState.UNSENT, ServerState.INACTIVE)));
    return rows.stream()
        .filter(row -> isIn(row, ServerState.UNSENT))
        .map(LocalFiles::unsent)
        .toList();
  }

  private void forget(Stream<Object[]> rows) {
    List<Object> gone = rows.map(row -> row[0]).toList();
    if (!gone.isEmpty()) {
      String places = String.join(", ", Collections.nCopies(gone.size(), "?"));
      database.run("DELETE FROM waiting_file WHERE result_id IN (" + places + ")", gone.toArray());
    }
  }

  private static boolean isIn(Object[] row, ServerState... states) {
    return row[4] != null
        && Stream.of(states).anyMatch(state -> state.ordinal() == ((Number) row[4]).intValue());
  }

  private static Waiting.Unsent unsent(Object[] row) {
    long result = ((Number) row[0]).longValue();
    return new Waiting.Unsent(
        result,
        ((Number) row[1]).longValue(),
        ((Number) row[2]).longValue(),
        new Waiting.Place(((Number) row[3]).intValue(), result));
  }

  private EntityManager em() {
    return database.em();
  }
}
