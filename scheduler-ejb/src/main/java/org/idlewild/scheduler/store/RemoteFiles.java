package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The names by which submitters know files that they brought. To be called in a transaction.
 *
 * <p>A name outlives its file: whoever asks has to see whether the content is still there.
 */
@Singleton
public class RemoteFiles {
  private final Database database;

  @Inject
  RemoteFiles(Database database) {
    this.database = database;
  }

  /** The hash of what somebody brought under a name. */
  public Optional<String> sha256(long account, String name) {
    List<?> rows =
        database
            .query(
                "SELECT sha256 FROM remote_file WHERE account_id = ? AND name = ?", account, name)
            .getResultList();
    return rows.stream().map(String.class::cast).findFirst();
  }

  public void put(long account, String name, String sha256) {
    database.run("DELETE FROM remote_file WHERE account_id = ? AND name = ?", account, name);
    database.run(
        "INSERT INTO remote_file (account_id, name, sha256) VALUES (?, ?, ?)",
        account,
        name,
        sha256);
  }

  /** Forgets somebody's names of files that are gone. */
  public void dropGone(long account) {
    database.run(
        "DELETE FROM remote_file WHERE account_id = ? AND NOT EXISTS (SELECT 1 FROM owned_file o"
            + " WHERE o.account_id = remote_file.account_id AND o.sha256 = remote_file.sha256)",
        account);
  }

  /** Keeps a file for a batch that is announced. */
  public void keepFor(long batch, String sha256) {
    int kept =
        database
            .query(
                "SELECT 1 FROM remote_batch_file WHERE batch_id = ? AND sha256 = ?", batch, sha256)
            .getResultList()
            .size();
    if (kept == 0) {
      database.run("INSERT INTO remote_batch_file (batch_id, sha256) VALUES (?, ?)", batch, sha256);
    }
  }

  /** Notes that a batch came and keeps its files itself. */
  public void came(long batch) {
    database.run("DELETE FROM remote_batch_file WHERE batch_id = ?", batch);
  }
}
