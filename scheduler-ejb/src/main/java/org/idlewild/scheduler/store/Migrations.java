package org.idlewild.scheduler.store;

import jakarta.annotation.Resource;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the shape that this code knows. */
@Singleton
public class Migrations {
  @Resource(lookup = "java:jboss/datasources/Idlewild")
  private DataSource dataSource;

  /**
   * Runs what has not run yet; to be called outside a transaction, before anything else touches the
   * database.
   */
  public void run() {
    migrate(dataSource);
  }

  /** The same for a given database. */
  static void migrate(DataSource dataSource) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .table("schema_history")
        .load()
        .migrate();
  }
}
