package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ArquillianTest
class TransactionIT {

  @Resource(lookup = "java:jboss/datasources/Idlewild")
  private DataSource database;

  @Resource private UserTransaction transaction;

  @PersistenceContext(unitName = "../scheduler-ejb.jar#idlewild")
  private EntityManager entities;

  @Deployment
  static EnterpriseArchive ear() {
    return IdlewildEar.with(TransactionIT.class);
  }

  @BeforeEach
  void makeTable() throws SQLException {
    execute("create table it_probe (id int primary key)");
  }

  @AfterEach
  void dropTable() throws SQLException {
    execute("drop table it_probe");
  }

  @Test
  void thePersistenceUnitIsEclipseLinks() {
    assertThat(entities.getDelegate().getClass().getName()).startsWith("org.eclipse.persistence.");
  }

  @Test
  void aRollbackLeavesNothing() throws Exception {
    transaction.begin();
    insert(1);
    execute("insert into it_probe values (2)");
    transaction.rollback();

    assertThat(rows()).isZero();
  }

  @Test
  void aCommitKeepsWhatBothWaysWrote() throws Exception {
    transaction.begin();
    insert(1);
    execute("insert into it_probe values (2)");
    transaction.commit();

    assertThat(rows()).isEqualTo(2);
  }

  private void insert(int id) {
    entities.createNativeQuery("insert into it_probe values (" + id + ")").executeUpdate();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int rows() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from it_probe")) {
      count.next();
      return count.getInt(1);
    }
  }
}
