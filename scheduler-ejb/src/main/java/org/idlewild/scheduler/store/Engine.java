package org.idlewild.scheduler.store;

import jakarta.annotation.Resource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What kind of database this is. */
@Singleton
public class Engine {
  @Resource(lookup = "java:jboss/datasources/Idlewild")
  private DataSource dataSource;

  /** Whether it runs inside this process, so that no other node can use it. */
  public boolean isEmbedded() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getMetaData().getURL().startsWith("jdbc:h2:");
    } catch (SQLException failure) {
      throw new IllegalStateException("the database does not answer", failure);
    }
  }
}
