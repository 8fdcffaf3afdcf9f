package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.StoredFile;

/**
 * Which contents are kept, and for whom. To be called in a transaction.
 *
 * <p>INVARIANT: whoever moves a content into the file store or out of it holds its row; so a
 * content that somebody just brought is never deleted by somebody who saw no use for it a moment
 * before.
 */
@Singleton
public class Contents {
  private static final String[] USES = {
    "SELECT 1 FROM app_version_file WHERE sha256 = ?",
    "SELECT 1 FROM batch_input WHERE sha256 = ?",
    "SELECT 1 FROM batch WHERE output_sha256 = ?",
    "SELECT 1 FROM workunit WHERE part_sha256 = ?",
    "SELECT 1 FROM result_output WHERE sha256 = ?",
    "SELECT 1 FROM result_checkpoint WHERE sha256 = ?",
    "SELECT 1 FROM kept_output WHERE sha256 = ?",
    "SELECT 1 FROM owned_file WHERE sha256 = ?"
  };

  private static final String UNUSED =
      Stream.of(USES)
          .map(use -> "NOT EXISTS (" + use.replace("= ?", "= s.sha256") + ")")
          .collect(Collectors.joining(" AND "));

  private final Database database;
  private final FileStore files;

  @Inject
  Contents(Database database, FileStore files) {
    this.database = database;
    this.files = files;
  }

  /** Keeps a file whose hash was checked; the temporary file is gone afterwards. */
  public void keep(StoredFile file, Path temporary, Instant now) {
    if (lock(file.sha256()) == null) {
      StoredFileRow row = new StoredFileRow();
      row.sha256 = file.sha256();
      row.bytes = file.bytes();
      row.created = now.toEpochMilli();
      em().persist(row);
      em().flush();
      Faults.at(Point.CONTENT_NOTED);
    }
    try {
      files.adopt(temporary, file.sha256());
    } catch (IOException failure) {
      throw Outage.ofFile("a file could not be moved into the store", failure);
    }
  }

  /** Notes that an account brought a file, so that it stays until it is used. */
  public void own(long account, String sha256, Instant now) {
    if (!owns(account, sha256)) {
      em().createNativeQuery(
              "INSERT INTO owned_file (account_id, sha256, created) VALUES (?, ?, ?)")
          .setParameter(1, account)
          .setParameter(2, sha256)
          .setParameter(3, now.toEpochMilli())
          .executeUpdate();
    }
  }

  /** An account needs a file no more, unless another of its batches uses it or is going to. */
  public void disown(long account, String sha256) {
    em().flush();
    em().createNativeQuery(
            "DELETE FROM owned_file WHERE account_id = ? AND sha256 = ? AND NOT EXISTS"
                + " (SELECT 1 FROM batch_input i, batch b WHERE b.id = i.batch_id"
                + " AND i.sha256 = ? AND b.account_id = ?) AND NOT EXISTS"
                + " (SELECT 1 FROM remote_batch_file f, remote_batch r WHERE r.batch_id ="
                + " f.batch_id AND f.sha256 = ? AND r.account_id = ?)")
        .setParameter(1, account)
        .setParameter(2, sha256)
        .setParameter(3, sha256)
        .setParameter(4, account)
        .setParameter(5, sha256)
        .setParameter(6, account)
        .executeUpdate();
  }

  public boolean owns(long account, String sha256) {
    return !em().createNativeQuery("SELECT 1 FROM owned_file WHERE account_id = ? AND sha256 = ?")
        .setParameter(1, account)
        .setParameter(2, sha256)
        .getResultList()
        .isEmpty();
  }

  /** A content that is here: known, and in the file store. */
  public Optional<StoredFile> find(String sha256) {
    return here(em().find(StoredFileRow.class, sha256));
  }

  /** The same, and nobody releases it before the transaction ends. */
  public Optional<StoredFile> hold(String sha256) {
    return here(lock(sha256));
  }

  /** A release that a crash cut short has deleted the file and left the row. */
  private Optional<StoredFile> here(StoredFileRow row) {
    return Optional.ofNullable(row)
        .filter(some -> files.has(some.sha256))
        .map(some -> new StoredFile(some.sha256, some.bytes));
  }

  /** Some contents that nobody uses: a crash came before they were released. */
  public List<String> unused(int limit) {
    List<?> rows =
        em().createNativeQuery("SELECT s.sha256 FROM stored_file s WHERE " + UNUSED)
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(String.class::cast).toList();
  }

  /**
   * Deletes a content unless somebody still uses it. INVARIANT: the use that ended was forgotten in
   * an earlier transaction. No roll-back brings a file back, so a use that came back with one would
   * be of a file that is gone.
   */
  public void releaseIfUnused(String sha256) {
    StoredFileRow row = lock(sha256);
    if (row == null || isUsed(sha256)) {
      return;
    }
    delete(row);
  }

  private void delete(StoredFileRow row) {
    try {
      files.delete(row.sha256);
    } catch (IOException failure) {
      throw new UncheckedIOException("a file could not be deleted", failure);
    }
    Faults.at(Point.CONTENT_DELETED);
    forget(row);
    Faults.at(Point.CONTENT_RELEASED);
  }

  /** With what was only kept as long as the content. */
  private void forget(StoredFileRow row) {
    database.run("DELETE FROM legacy_digest WHERE sha256 = ?", row.sha256);
    em().remove(row);
  }

  /**
   * The same for several, in the order of their names, so that two that release the same contents
   * wait for each other and do not lock up.
   */
  public void releaseAll(Collection<StoredFile> contents) {
    contents.stream().map(StoredFile::sha256).sorted().distinct().forEach(this::releaseIfUnused);
  }

  /**
   * Deletes a content of the file store that nothing uses; whoever brings it meanwhile waits for
   * its row. One that is used and has no row gets one.
   *
   * @param before what was brought after this stays
   * @return whether it was deleted
   */
  public boolean deleteOrphan(StoredFile file, Instant before) {
    StoredFileRow row = lock(file.sha256());
    if (row == null) {
      row = new StoredFileRow();
      row.sha256 = file.sha256();
      row.bytes = file.bytes();
      row.created = Instant.EPOCH.toEpochMilli();
      em().persist(row);
      em().flush();
    }
    if (row.created >= before.toEpochMilli() || isUsed(file.sha256())) {
      return false;
    }
    delete(row);
    return true;
  }

  /** The contents that are known after one, in the order of their names. */
  public List<StoredFile> after(String sha256, int limit) {
    return em().createQuery(
            "SELECT f FROM StoredFileRow f WHERE f.sha256 > :after ORDER BY f.sha256",
            StoredFileRow.class)
        .setParameter("after", sha256)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> new StoredFile(row.sha256, row.bytes))
        .toList();
  }

  /** Whether a content is used and not in the file store; one that is not used is forgotten. */
  public boolean isLost(String sha256) {
    StoredFileRow row = lock(sha256);
    if (row == null || files.has(sha256)) {
      return false;
    }
    boolean used = isUsed(sha256);
    if (!used) {
      forget(row);
    }
    return used;
  }

  private boolean isUsed(String sha256) {
    em().flush();
    return Stream.of(USES)
        .anyMatch(
            use ->
                !em().createNativeQuery(use)
                    .setParameter(1, sha256)
                    .setMaxResults(1)
                    .getResultList()
                    .isEmpty());
  }

  private StoredFileRow lock(String sha256) {
    return em().find(StoredFileRow.class, sha256, LockModeType.PESSIMISTIC_WRITE);
  }

  private EntityManager em() {
    return database.em();
  }
}
