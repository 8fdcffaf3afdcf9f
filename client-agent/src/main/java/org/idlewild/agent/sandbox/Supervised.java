package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.files.Folders;

/**
 * A process with its limits kept: its outputs are read to their ends, and a look at what it uses is
 * taken several times a second.
 */
public final class Supervised implements Running {
  private static final System.Logger LOG = System.getLogger(Supervised.class.getName());
  private static final int STDERR_BYTES = 64 * 1024;
  private static final int BUFFER = 16 * 1024;
  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS_PER_DISK_LOOK = 5;

  private final Process process;
  private final ProcessGroup group;
  private final Program program;
  private final Stopwatch stopwatch;
  private final Tail stderr = new Tail(STDERR_BYTES);
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private final ScheduledFuture<?> looking;
  private int looks;
  private Usage usage = Usage.NONE;
  private String broken;
  private boolean killed;

  private Supervised(Process process, ProcessGroup group, Program program, Watches watches) {
    this.process = process;
    this.group = group;
    this.program = program;
    this.stopwatch = new Stopwatch(watches.nanoTime());
    this.looking =
        watches
            .timer()
            .scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes charge of a process that was just started.
   *
   * @param group all processes of the program, the given one among or above them
   */
  public static Running of(Process process, ProcessGroup group, Program program, Watches watches) {
    Supervised supervised = new Supervised(process, group, program, watches);
    CompletableFuture<Void> out = watches.read(supervised::readStdout, program.id() + " stdout");
    CompletableFuture<Void> err = watches.read(supervised::readStderr, program.id() + " stderr");
    // What the first process leaves behind must not keep the outputs open.
    CompletableFuture<Void> gone = process.onExit().thenRun(group::kill);
    var unused =
        CompletableFuture.allOf(gone, out, err)
            .whenComplete((done, failure) -> supervised.finish());
    return supervised;
  }

  @Override
  public synchronized void pause() {
    if (!exit.isDone() && stopwatch.stop()) {
      attempt(group::freeze, "paused");
    }
  }

  @Override
  public synchronized void resume() {
    if (!exit.isDone() && stopwatch.start()) {
      attempt(group::thaw, "resumed");
    }
  }

  @Override
  public synchronized void kill() {
    if (!exit.isDone()) {
      killed = true;
      group.kill();
    }
  }

  @Override
  public synchronized Usage usage() {
    return usage;
  }

  @Override
  public CompletableFuture<Exit> awaiting() {
    return exit;
  }

  private void readStdout() throws IOException {
    if (program.stdout().isEmpty()) {
      drain(process.getInputStream());
      return;
    }
    Program.Capture capture = program.stdout().get();
    try (InputStream in = process.getInputStream();
        OutputStream out = Files.newOutputStream(capture.file())) {
      byte[] buffer = new byte[BUFFER];
      long left = capture.maxBytes();
      for (int read = in.read(buffer); read >= 0 && left >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, (int) Math.min(read, left));
        left -= read;
      }
      if (left < 0) {
        breaks("It wrote more than " + capture.maxBytes() + " bytes to its standard output.");
        drain(in);
      }
    }
  }

  private void readStderr() throws IOException {
    try (InputStream in = process.getErrorStream()) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        stderr.add(buffer, read);
      }
    }
  }

  private static void drain(InputStream in) throws IOException {
    try (in) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void look() {
    try {
      boolean disk = looks++ % LOOKS_PER_DISK_LOOK == 0;
      check(disk ? Folders.size(program.work()) : 0);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A look at " + program.id() + " failed.", e);
    }
  }

  private void check(long disk) {
    Usage now = group.usage();
    Optional<String> reason;
    synchronized (this) {
      usage = usage.then(now);
      reason = program.limits().broken(usage, stopwatch.elapsed(), disk);
    }
    reason.ifPresent(this::breaks);
  }

  private synchronized void breaks(String reason) {
    if (broken == null && !exit.isDone()) {
      broken = reason;
      kill();
    }
  }

  private synchronized void finish() {
    looking.cancel(false);
    Usage last = group.usage();
    // The processes are gone: only what the group remembers of them counts.
    usage = usage.then(last);
    Duration elapsed = stopwatch.elapsed();
    if (broken == null && !killed) {
      broken = lateBreach(elapsed);
    }
    group.remove();
    int status = killed || broken != null ? -1 : process.exitValue();
    exit.complete(new Exit(status, Optional.ofNullable(broken), stderr.text(), usage, elapsed));
  }

  /** A program may break a limit and end between two looks, or be ended by the kernel for it. */
  private String lateBreach(Duration elapsed) {
    long disk = 0;
    try {
      disk = Folders.size(program.work());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The folder of " + program.id() + " is unreadable.", e);
    }
    return program
        .limits()
        .broken(usage, elapsed, disk)
        .or(() -> Signals.breach(process.exitValue(), program.limits()))
        .orElse(null);
  }

  private void attempt(Attempt attempt, String what) {
    try {
      attempt.run();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, program.id() + " could not be " + what + ".", e);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }
}
