package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import org.idlewild.work.Binding;
import org.idlewild.work.Workunit;

/** What a workunit's first results settle for the others. To be called in a transaction. */
@Singleton
public class Bindings {
  private final Database database;

  @Inject
  Bindings(Database database) {
    this.database = database;
  }

  /**
   * Binds a workunit; when it was bound to something else meanwhile, undoes the transaction, so
   * that it is decided again from what is there now.
   */
  public void bind(long workunit, Binding binding) {
    String hostClass = binding.hostClass().orElse(null);
    Long version = binding.appVersion().isPresent() ? binding.appVersion().getAsLong() : null;
    int bound =
        database.run(
            "UPDATE workunit SET host_class = ?, app_version_id = ?, version = version + 1"
                + " WHERE id = ? AND (host_class IS NULL OR host_class = ?)"
                + " AND (app_version_id IS NULL OR app_version_id = ?)",
            hostClass,
            version,
            workunit,
            hostClass,
            version);
    if (bound == 0) {
      throw new OptimisticLockException("the workunit was bound to something else meanwhile");
    }
  }

  /** Asks for more results that agree; one that asks for as many already stays as it is. */
  public void raise(long workunit, Workunit.Rules rules, Instant now) {
    database.run(
        "UPDATE workunit SET min_quorum = ?, target_results = ?, max_total_results = ?,"
            + " max_success_results = ?, transition_time = ?, version = version + 1"
            + " WHERE id = ? AND min_quorum < ?",
        rules.minQuorum(),
        rules.targetResults(),
        rules.maxTotalResults(),
        rules.maxSuccessResults(),
        now.toEpochMilli(),
        workunit,
        rules.minQuorum());
  }
}
