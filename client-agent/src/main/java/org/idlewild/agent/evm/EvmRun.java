package org.idlewild.agent.evm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.evm.Restraint.Act;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Stopwatch;
import org.idlewild.agent.sandbox.Usage;
import org.idlewild.agent.sandbox.Watches;

/**
 * A wrapped program that runs. It is looked at several times a second; what breaks a limit is held,
 * and ended when that does not help. Threads: any.
 */
public final class EvmRun {
  private static final System.Logger LOG = System.getLogger(EvmRun.class.getName());
  private static final long LOOK_MILLIS = 250;
  private static final int LOOKS_PER_DISK_LOOK = 4;
  private static final int BUFFER = 16 * 1024;

  private final EvmTask task;
  private final Limits limits;
  private final Watches watches;
  private final Stopwatch stopwatch;
  private final LaunchReport report;
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();
  private final ScheduledFuture<?> looking;
  private int looks;
  private long disk;
  private long free = Long.MAX_VALUE;
  private Usage usage = Usage.NONE;
  private Optional<Long> heldSince = Optional.empty();
  private boolean paused;
  private Cause ours;

  private EvmRun(EvmTask task, Limits limits, Watches watches, Outputs outputs) {
    this.task = task;
    this.limits = limits;
    this.watches = watches;
    this.report = new LaunchReport(outputs.err());
    this.stopwatch = new Stopwatch(watches.nanoTime());
    this.looking =
        watches
            .timer()
            .scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts a program.
   *
   * @param folder the task's own, which does not exist yet; {@link #remove} removes it
   * @throws IOException when it cannot even be tried
   */
  public static EvmRun start(Host host, Path folder, Order order, Outputs outputs)
      throws IOException {
    return start(host, folder, order, outputs, root -> {});
  }

  static EvmRun start(
      Host host, Path folder, Order order, Outputs outputs, EvmTask.Preparation last)
      throws IOException {
    EvmTask task = EvmTask.start(host, folder, order, last);
    EvmRun run = new EvmRun(task, order.limits(), host.watches(), outputs);
    InputStream out = task.process().getInputStream();
    InputStream err = task.process().getErrorStream();
    CompletableFuture<Void> outRead =
        host.watches().read(() -> run.pump(out, outputs.out()), "evm stdout");
    CompletableFuture<Void> errRead =
        host.watches().read(() -> run.pump(err, run.report), "evm stderr");
    // What the launcher leaves behind must not keep the outputs open.
    CompletableFuture<Void> gone = task.process().onExit().thenRun(task::kill);
    var unused =
        CompletableFuture.allOf(gone, outRead, errRead)
            .whenComplete((done, failure) -> run.finish());
    return run;
  }

  /** Holds all threads of all its processes. */
  public synchronized void pause() {
    if (!ended.isDone() && !paused) {
      paused = true;
      hold();
    }
  }

  /** Lets them go on, unless a limit holds them too. */
  public synchronized void resume() {
    if (!ended.isDone() && paused) {
      paused = false;
      letGo();
    }
  }

  private void hold() {
    if (stopwatch.stop()) {
      task.pause();
    }
  }

  private void letGo() {
    if (!paused && heldSince.isEmpty() && stopwatch.start()) {
      task.resume();
    }
  }

  /** Whether all its processes said that their threads stand. */
  boolean standsStill() {
    return task.standsStill();
  }

  /** Ends all its processes at once. */
  public void kill() {
    end(Cause.KILLED);
  }

  /** What it used so far. */
  public synchronized Usage usage() {
    return usage;
  }

  /** Completes when none of its processes is left; never exceptionally. */
  public CompletableFuture<Ended> awaiting() {
    return ended;
  }

  /** Its files; complete only when it has ended. */
  public Stock stock() {
    return task.stock();
  }

  /** Forgets its key and removes its folder, once it has ended. */
  public void remove() throws IOException {
    task.remove();
  }

  /** An output that takes no more ends the program; what it still writes is thrown away. */
  private void pump(InputStream from, OutputStream to) throws IOException {
    try (from) {
      byte[] buffer = new byte[BUFFER];
      boolean open = true;
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        open = open && passed(to, buffer, read);
      }
    }
  }

  private boolean passed(OutputStream to, byte[] buffer, int count) {
    try {
      to.write(buffer, 0, count);
      to.flush();
      return true;
    } catch (IOException e) {
      end(Cause.OUTPUT);
      return false;
    }
  }

  private void look() {
    try {
      if (looks++ % LOOKS_PER_DISK_LOOK == 0) {
        disk = task.disk();
        free = task.free();
      }
      act(task.usage());
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A look at a program failed.", e);
    }
  }

  private void act(Usage now) {
    Restraint restraint;
    synchronized (this) {
      usage = usage.then(now);
      Restraint.Look look =
          new Restraint.Look(usage, stopwatch.elapsed(), disk, free, task.isTampered());
      restraint = Restraint.of(look, limits, heldSince.map(this::since));
      if (restraint.act() == Act.HOLD && heldSince.isEmpty()) {
        heldSince = Optional.of(watches.nanoTime().getAsLong());
        hold();
      } else if (restraint.act() == Act.LET_GO && heldSince.isPresent()) {
        heldSince = Optional.empty();
        letGo();
      }
    }
    if (restraint.act() == Act.END) {
      end(restraint.cause().orElseThrow());
    }
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(watches.nanoTime().getAsLong() - nanos);
  }

  private void end(Cause cause) {
    synchronized (this) {
      if (ours != null || ended.isDone()) {
        return;
      }
      ours = cause;
    }
    task.kill();
  }

  private synchronized void finish() {
    looking.cancel(false);
    task.close();
    usage = usage.then(task.usage());
    ReportedExit said = said();
    // A program that is ended for nothing else has no reason of ours.
    Cause cause = Cause.of(Optional.ofNullable(ours), said, task.isTampered());
    Account account = task.account();
    Cause told = task.saidBye() ? cause : cause.cutOff();
    Cause known = account.hooks() > 0 ? told : cause.unenclosed(said.exit().orElse(0));
    ended.complete(new Ended(known, said, account, usage, stopwatch.elapsed()));
  }

  private ReportedExit said() {
    try {
      return report.end();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The error output took no more.", e);
      return new ReportedExit(Map.of(), Optional.empty(), Optional.empty());
    }
  }
}
