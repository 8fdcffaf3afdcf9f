package org.idlewild.scheduler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * The trap of a server that was started for tests: does what system properties planned, and what a
 * file {@code fault.plan} in the data folder plans later, a line such as {@code
 * kill-at=BATCH_WRITTEN:2} each. A plan is carried out once.
 */
public final class Armed implements Trap {
  private static final Logger LOG = System.getLogger(Armed.class.getName());
  private static final String KEY = "idlewild.fault.";

  /** What a shell says of a process that SIGKILL ended. */
  private static final int KILLED = 137;

  private final Path planned;
  private final Path waiting;
  private final List<Plan> plans = new ArrayList<>();
  private final Map<Point, Integer> passes = new EnumMap<>(Point.class);

  private Armed(Path data) {
    planned = data.resolve("fault.plan");
    waiting = data.resolve("fault.waiting");
  }

  /**
   * The trap that system properties ask for; empty for a server in its right mind.
   *
   * @throws IllegalArgumentException for a plan without {@code idlewild.fault.armed=yes}, or one
   *     that makes no sense
   */
  public static Optional<Trap> of(UnaryOperator<String> properties, Path data) {
    Armed armed = new Armed(data);
    for (Action action : Action.values()) {
      String plan = properties.apply(KEY + action.key());
      if (plan != null) {
        armed.plans.add(Plan.of(action, plan));
      }
    }
    if (!"yes".equals(properties.apply(KEY + "armed"))) {
      armed.requireNoPlan();
      return Optional.empty();
    }
    LOG.log(
        Level.WARNING, "FAULTS ARE ARMED: this server is for tests and kills itself; {0}", armed);
    return Optional.of(armed);
  }

  private void requireNoPlan() {
    if (!plans.isEmpty()) {
      throw new IllegalArgumentException(
          KEY + plans.get(0).action().key() + " is for tests and needs " + KEY + "armed=yes");
    }
  }

  @Override
  public void reached(Point point) {
    due(point).ifPresent(plan -> carryOut(plan));
  }

  private synchronized Optional<Plan> due(Point point) {
    readPlans();
    int pass = passes.merge(point, 1, Integer::sum);
    Optional<Plan> due =
        plans.stream().filter(p -> p.point() == point && p.pass() == pass).findFirst();
    due.ifPresent(plans::remove);
    return due;
  }

  /** Passes are counted from when a plan is made. */
  private void readPlans() {
    if (!Files.exists(planned)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(planned);
      Files.delete(planned);
      plans.clear();
      passes.clear();
      lines.forEach(this::plan);
    } catch (IOException failure) {
      throw new UncheckedIOException("the plan of faults cannot be read", failure);
    }
  }

  private void plan(String line) {
    String[] parts = line.split("=", 2);
    for (Action action : Action.values()) {
      if (parts.length == 2 && action.key().equals(parts[0])) {
        plans.add(Plan.of(action, parts[1]));
      }
    }
  }

  private void carryOut(Plan plan) {
    LOG.log(Level.WARNING, "{0} {1}", plan.action().key(), plan.point());
    switch (plan.action()) {
      case KILL -> Runtime.getRuntime().halt(KILLED);
      case FAIL -> throw new Fault(plan.point());
      case WAIT -> await(plan.point());
    }
  }

  private void await(Point point) {
    try {
      Files.writeString(waiting, point.name());
      while (Files.exists(waiting)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("nobody can be told that the server waits", failure);
    }
  }

  @Override
  public String toString() {
    return plans.toString();
  }
}
