package org.idlewild.scheduler.store;

/** Broken: what hosts did is forgotten with the rows. */
public class ForgetfulRows extends ArchivedRows {
  private final Database database;

  ForgetfulRows(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public int drop(long batch, int limit) {
    int dropped = super.drop(batch, limit);
    database
        .em()
        .createNativeQuery(
            "UPDATE host SET archived_valid = 0, archived_invalid = 0, archived_errors = 0")
        .executeUpdate();
    return dropped;
  }
}
