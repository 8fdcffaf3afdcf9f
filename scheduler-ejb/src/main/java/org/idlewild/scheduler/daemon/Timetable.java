package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.scheduler.store.Transactions;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.JobStore;

/**
 * Lets Quartz call every pass at its interval: what each node needs by a timer of the node's own,
 * everything else by one that all nodes on a database share. The shared one calls a pass on one of
 * them at a time; what rests on that is only that little is done twice.
 */
@Singleton
public class Timetable {
  private static final Logger LOG = System.getLogger(Timetable.class.getName());

  /** The name under which the nodes find each other in the database. */
  private static final String SHARED = "idlewild";

  private static final String OWN = "idlewild-node";

  private final DaemonSettings settings;
  private final Turns turns;
  private final Transactions transactions;
  private final Map<PassName, Scheduler> timers = new EnumMap<>(PassName.class);

  @Inject
  Timetable(DaemonSettings settings, Turns turns, Transactions transactions) {
    this.settings = settings;
    this.turns = turns;
    this.transactions = transactions;
  }

  void start(ExecutorService threads, boolean shared) throws SchedulerException {
    Scheduler own = timer(OWN, threads, new RAMJobStore());
    Stream.of(PassName.values()).forEach(name -> timers.put(name, own));
    if (shared) {
      Scheduler all = timer(SHARED, threads, ClusterStore.of(SHARED, settings.node()));
      timers.replaceAll((name, any) -> name.isEveryNodes() ? own : all);
    }
    // One transaction, because the shared store keeps what it is told by way of the caller's.
    transactions.run(() -> timers.forEach((name, timer) -> schedule(timer, name)));
    for (Scheduler timer : Set.copyOf(timers.values())) {
      timer.start();
    }
  }

  private Scheduler timer(String name, ExecutorService threads, JobStore store)
      throws SchedulerException {
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    factory.createScheduler(
        name, settings.node(), new ContainerThreads(threads, PassName.values().length), store);
    Scheduler timer = factory.getScheduler(name);
    timer.getContext().put(PassJob.TURNS, turns);
    return timer;
  }

  /** Every start says it anew, so that another interval holds and a broken entry is mended. */
  private void schedule(Scheduler timer, PassName name) {
    JobDetail job =
        JobBuilder.newJob(PassJob.class).withIdentity(name.name()).storeDurably().build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(name.name())
            .forJob(job)
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(settings.interval().toMillis())
                    .withMisfireHandlingInstructionNextWithRemainingCount()
                    .repeatForever())
            .build();
    try {
      timer.scheduleJob(job, Set.of(trigger), true);
    } catch (SchedulerException failure) {
      throw new IllegalStateException(name + " could not be scheduled", failure);
    }
  }

  /** When the timer calls a pass next; empty when it does not, or does not say. */
  public Optional<Instant> next(PassName name) {
    return Optional.ofNullable(timers.get(name))
        .flatMap(timer -> trigger(timer, name))
        .map(Trigger::getNextFireTime)
        .map(Date::toInstant);
  }

  private static Optional<Trigger> trigger(Scheduler timer, PassName name) {
    try {
      return Optional.ofNullable(timer.getTrigger(TriggerKey.triggerKey(name.name())));
    } catch (SchedulerException failure) {
      LOG.log(Level.DEBUG, "the next run is not known", failure);
      return Optional.empty();
    }
  }

  /** Calls nothing any more and waits for what was called. */
  void stop() {
    for (Scheduler timer : Set.copyOf(timers.values())) {
      try {
        timer.shutdown(true);
      } catch (SchedulerException failure) {
        LOG.log(Level.WARNING, "a timer did not stop cleanly", failure);
      }
    }
  }
}
