package org.idlewild.scheduler.daemon;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.fault.Armed;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.settings.AccessSettings;
import org.idlewild.scheduler.store.Migrations;
import org.quartz.SchedulerException;

/**
 * Starts the server: takes the data folder, migrates the database, makes the first operator, and
 * lets every pass run at its interval and whenever somebody wakes it.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Daemons {
  /** Less than the container gives a deployment to stop. */
  private static final Duration TO_STOP = Duration.ofSeconds(20);

  @Inject private Migrations migrations;
  @Inject private Accounts accounts;
  @Inject private AccessSettings access;
  @Inject private Turns turns;
  @Inject private Timetable timetable;
  @Inject private Wake wake;
  @Inject private Readiness readiness;
  @Resource private ManagedExecutorService threads;

  private DataLock lock;

  @PostConstruct
  void start() {
    lock = DataLock.take(access.data());
    try {
      Armed.of(System::getProperty, access.data()).ifPresent(Faults::arm);
      migrations.run();
      accounts.ensureOperator(Clock.systemUTC().instant());
      turns.connect(threads);
      wake.connect(turns::soon);
      timetable.start(threads);
    } catch (SchedulerException failure) {
      lock.close();
      throw new IllegalStateException("the passes could not be started", failure);
    } catch (RuntimeException failure) {
      // The deployment fails with this message; the folder must be free for the next try.
      lock.close();
      throw failure;
    }
    readiness.started(true);
  }

  @PreDestroy
  void stop() {
    readiness.started(false);
    wake.connect(name -> {});
    try {
      timetable.stop();
      turns.stop(TO_STOP);
    } finally {
      lock.close();
    }
  }
}
