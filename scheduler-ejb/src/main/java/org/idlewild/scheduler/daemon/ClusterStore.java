package org.idlewild.scheduler.daemon;

import java.time.Duration;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreCMT;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.utils.DBConnectionManager;
import org.quartz.utils.JNDIConnectionProvider;

/**
 * Where the timers of all nodes agree on who calls a pass: tables in the database that they share.
 */
final class ClusterStore {
  /** How often a node says that it is alive; one that is silent for some 13 s is given up. */
  static final Duration CHECK_IN = Duration.ofSeconds(5);

  private static final String MANAGED = "managed";
  private static final String UNMANAGED = "unmanaged";

  private ClusterStore() {}

  static JobStoreCMT of(String cluster, String node) {
    DBConnectionManager connections = DBConnectionManager.getInstance();
    connections.addConnectionProvider(
        MANAGED, new JNDIConnectionProvider("java:jboss/datasources/Idlewild", false));
    connections.addConnectionProvider(
        UNMANAGED, new JNDIConnectionProvider("java:jboss/datasources/IdlewildTimer", false));
    JobStoreCMT store = new JobStoreCMT();
    store.setDataSource(MANAGED);
    store.setNonManagedTXDataSource(UNMANAGED);
    store.setInstanceName(cluster);
    store.setInstanceId(node);
    store.setIsClustered(true);
    store.setClusterCheckinInterval(CHECK_IN.toMillis());
    store.setDbRetryInterval(CHECK_IN.toMillis());
    store.setMakeThreadsDaemons(true);
    store.setUseProperties("true");
    try {
      store.setDriverDelegateClass(StdJDBCDelegate.class.getName());
    } catch (InvalidConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
    return store;
  }
}
