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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.fault.Armed;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.settings.AccessSettings;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.scheduler.store.Migrations;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;

/**
 * Starts the server: takes the data folder, migrates the database, makes the first operator, and
 * lets Quartz run every pass at its interval and whenever somebody wakes it.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Daemons {
  private static final Logger LOG = System.getLogger(Daemons.class.getName());
  private static final String NAME = "idlewild";

  @Inject private Migrations migrations;
  @Inject private Accounts accounts;
  @Inject private AccessSettings access;
  @Inject private DaemonSettings settings;
  @Inject private PassRunner runner;
  @Inject private Wake wake;
  @Inject private Readiness readiness;
  @Resource private ManagedExecutorService threads;

  private final Map<PassName, AtomicBoolean> awake = new EnumMap<>(PassName.class);
  private DataLock lock;
  private Scheduler scheduler;

  @PostConstruct
  void start() {
    lock = DataLock.take(access.data());
    try {
      Armed.of(System::getProperty, access.data()).ifPresent(Faults::arm);
      migrations.run();
      accounts.ensureOperator(Clock.systemUTC().instant());
      schedule();
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

  private void schedule() throws SchedulerException {
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    factory.createScheduler(
        NAME, NAME, new ContainerThreads(threads, PassName.values().length), new RAMJobStore());
    scheduler = factory.getScheduler(NAME);
    scheduler.getContext().put(PassJob.DAEMONS, this);
    for (PassName name : PassName.values()) {
      awake.put(name, new AtomicBoolean());
      schedule(name);
    }
    wake.connect(this::wakeUp);
    scheduler.start();
  }

  private void schedule(PassName name) throws SchedulerException {
    Duration interval = settings.interval();
    scheduler.scheduleJob(
        JobBuilder.newJob(PassJob.class).withIdentity(name.name()).storeDurably().build(),
        TriggerBuilder.newTrigger()
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(interval.toMillis())
                    .withMisfireHandlingInstructionNextWithRemainingCount()
                    .repeatForever())
            .build());
  }

  /** Called on Quartz's job; concurrent calls for one pass do not happen. */
  void run(PassName name) {
    awake.get(name).set(false);
    runner.run(name);
  }

  /** Wakes pile up to one: a pass that is already called comes once. */
  private void wakeUp(PassName name) {
    if (awake.get(name).compareAndSet(false, true)) {
      try {
        scheduler.triggerJob(new JobKey(name.name()));
      } catch (SchedulerException failure) {
        awake.get(name).set(false);
        LOG.log(Level.DEBUG, "the pass is found by its interval instead", failure);
      }
    }
  }

  @PreDestroy
  void stop() {
    readiness.started(false);
    wake.connect(name -> {});
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException failure) {
      LOG.log(
          Level.WARNING,
          "the passes did not stop cleanly; what they left is done next time",
          failure);
    } finally {
      lock.close();
    }
  }
}
