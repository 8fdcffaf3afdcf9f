package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.PassControls;
import org.idlewild.scheduler.store.Transactions;

/**
 * Which passes operators paused, on all nodes and for good. Reading costs a look at the database at
 * most once a second. Threads: any.
 */
@Singleton
public class PassSwitches {
  private static final Logger LOG = System.getLogger(PassSwitches.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Transactions transactions;
  private final PassControls controls;
  private final Wake wake;
  private final Clock clock;
  private Map<String, PassControls.Control> known = Map.of();
  private Instant read = Instant.MIN;

  @Inject
  PassSwitches(Transactions transactions, PassControls controls, Wake wake) {
    this(transactions, controls, wake, Clock.systemUTC());
  }

  PassSwitches(Transactions transactions, PassControls controls, Wake wake, Clock clock) {
    this.transactions = transactions;
    this.controls = controls;
    this.wake = wake;
    this.clock = clock;
  }

  /** Whether a pass is to rest. */
  public boolean paused(PassName name) {
    return control(name).map(PassControls.Control::paused).orElse(false);
  }

  /** Who paused or resumed a pass last, and when; empty when nobody ever did. */
  public synchronized Optional<PassControls.Control> control(PassName name) {
    Instant now = clock.instant();
    if (read.equals(Instant.MIN) || !now.isBefore(read.plus(FRESH)) || now.isBefore(read)) {
      refresh(now);
    }
    return Optional.ofNullable(known.get(name.name()));
  }

  /**
   * Pauses a pass or lets it go on.
   *
   * @throws Refused FORBIDDEN for all but operators
   */
  public void pause(Caller caller, PassName name, boolean paused) {
    caller.requireOperator();
    Instant now = clock.instant();
    transactions.run(
        () -> controls.set(new PassControls.Control(name.name(), paused, caller.name(), now)));
    synchronized (this) {
      refresh(now);
    }
    LOG.log(Level.INFO, "{0} was {1} by {2}", name, paused ? "paused" : "resumed", caller.name());
    if (!paused) {
      wake.up(name);
    }
  }

  private void refresh(Instant now) {
    try {
      known =
          transactions.call(controls::all).stream()
              .collect(Collectors.toMap(PassControls.Control::pass, control -> control));
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "what was last known of paused passes holds", failure);
    }
    read = now;
  }
}
