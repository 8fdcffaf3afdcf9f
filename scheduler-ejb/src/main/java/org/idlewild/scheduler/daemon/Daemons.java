package org.idlewild.scheduler.daemon;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.fault.Armed;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.settings.AccessSettings;
import org.idlewild.scheduler.store.Engine;
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

  /** How long the other nodes have for their slice before this one looks at what is left. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Long enough for a busy server's requests to add up, short enough for nobody to wait. */
  private static final Duration REST = Duration.ofMillis(50);

  @Inject private Migrations migrations;
  @Inject private Accounts accounts;
  @Inject private AccessSettings access;
  @Inject private Turns turns;
  @Inject private Timetable timetable;
  @Inject private Wake wake;
  @Inject private Readiness readiness;
  @Inject private Slices slices;
  @Inject private Engine engine;
  @Resource private ManagedExecutorService threads;
  @Resource private ManagedScheduledExecutorService later;

  private DataLock lock;

  @PostConstruct
  void start() {
    lock = DataLock.take(access.data());
    try {
      Armed.of(System::getProperty, access.data()).ifPresent(Faults::arm);
      migrations.run();
      accounts.ensureOperator(Clock.systemUTC().instant());
      turns.connect(threads, run -> after(LOOK, run), run -> after(REST, run));
      wake.connect(turns::soon);
      if (!engine.isEmbedded()) {
        slices.join();
      }
      timetable.start(threads, !engine.isEmbedded());
    } catch (SchedulerException failure) {
      undo();
      throw new IllegalStateException("the passes could not be started", failure);
    } catch (RuntimeException failure) {
      undo();
      throw failure;
    }
    readiness.started(true);
  }

  /** The deployment fails; timers and folder must be free for the next try. */
  private void undo() {
    timetable.stop();
    lock.close();
  }

  private void after(Duration time, Runnable run) {
    // What a pass does with a failure is its runner's business; nobody waits for the run.
    ScheduledFuture<?> unused = later.schedule(run, time.toMillis(), TimeUnit.MILLISECONDS);
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
