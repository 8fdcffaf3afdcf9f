package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.ProcessSession;
import org.idlewild.agent.sandbox.Usage;
import org.idlewild.agent.sandbox.Wrapping;

/** All that a task has on this machine while it runs: its folder, its portal, its processes. */
final class EvmTask {
  private static final System.Logger LOG = System.getLogger(EvmTask.class.getName());
  private static final long TO_END_MILLIS = 300;

  /** Wine's server runs at the lowest priority too, and others may be busy. */
  private static final long SERVER_SECONDS = 60;

  /** Else it is a child of the program's, and what it says is in the midst of what that says. */
  private static final String SERVER_FIRST = "\"$0\" >/dev/null 2>&1; exec \"$@\"";

  private static final int REMOVALS = 100;
  private static final long BETWEEN_REMOVALS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Path folder;
  private final Host host;
  private final Rulings rulings;
  private final TaskKeys keys;
  private final Prefix prefix;
  private final Portal portal;
  private final Process process;
  private final ProcessSession session;

  private EvmTask(
      Path folder, Host host, Rulings rulings, Prefix prefix, Portal portal, Process process) {
    this.folder = folder;
    this.host = host;
    this.rulings = rulings;
    this.keys = portal.keys();
    this.prefix = prefix;
    this.portal = portal;
    this.process = process;
    this.session = new ProcessSession(process.pid(), prefix.server());
  }

  /**
   * Starts one.
   *
   * @param folder the task's own, which does not exist yet
   * @param last done when all files are in place
   */
  static EvmTask start(Host host, Path folder, Order order, Preparation last) throws IOException {
    boolean narrow = order.isNarrow();
    if (narrow) {
      host.check32();
    }
    TaskKeys keys = TaskKeys.random();
    Path own = Folders.createPrivate(folder).toRealPath();
    Box box = Box.create(own.resolve("box"), host.shim());
    Ledger ledger = new Ledger(own.resolve("manifest"), keys);
    Policy policy = box.fill(order.programs(), order.policy());
    Rulings rulings = new Rulings(policy, box.root(), new Tally(), ledger);
    new Stock(rulings, keys).bring(order.inputs());
    last.of(box.root());
    Prefix prefix = Prefix.create(own.resolve("prefix"), box.folder(), host.wine(), narrow);
    Door door = isAlone(host, policy) ? Door.in(door(own)) : Door.onThisMachine();
    Portal portal = Portal.open(door, rulings, keys);
    try {
      Process process = spawn(host, box.folder(), prefix, portal, order);
      return new EvmTask(own, host, rulings, prefix, portal, process);
    } catch (IOException e) {
      portal.close();
      throw e;
    }
  }

  /** What is done to a root before its program starts. */
  interface Preparation {
    void of(Root root) throws IOException;
  }

  /** Addresses that a policy grants are those of the machine's own network. */
  private static boolean isAlone(Host host, Policy policy) {
    return host.boxed() && !policy.hasNetwork();
  }

  /** Beside the task's folder, in which the task may write. */
  private static Path door(Path own) {
    return own.resolveSibling(own.getFileName() + "-portal");
  }

  private static Process spawn(Host host, Path box, Prefix prefix, Portal portal, Order order)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(Wrapping.tie(ProcessHandle.current().pid()));
    command.addAll(Wrapping.files(order.limits()));
    command.addAll(Wrapping.lowestPriority());
    long processes = order.policy().number(Rule.PROCESSES).orElse(1L);
    if (isAlone(host, order.policy())) {
      command.addAll(Relay.command(door(box.getParent()), processes));
    }
    if (host.boxed()) {
      command.addAll(Enclosure.command(box.getParent(), shared(order), seen(host, order)));
    }
    command.addAll(List.of("/bin/sh", "-c", SERVER_FIRST, host.wine().server().toString()));
    command.add(host.wine().loader().toString());
    command.add(Box.LAUNCHER);
    command.addAll(List.of("--processes", Long.toString(processes)));
    command.add(Box.path(order.command().get(0)));
    command.addAll(order.command().subList(1, order.command().size()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Wrapping.ENVIRONMENT);
    builder.environment().putAll(prefix.environment());
    builder.environment().put("IDLEWILD_EVM", portal.invitation());
    builder.directory(box.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return host.spawner().start(builder);
  }

  private static List<Path> seen(Host host, Order order) {
    return order.isNarrow() ? List.of(host.wine().libraries32().orElseThrow()) : List.of();
  }

  private static List<Path> shared(Order order) throws IOException {
    List<Path> shared = new ArrayList<>();
    for (Path input : order.inputs().values()) {
      if (Files.isDirectory(input)) {
        shared.add(input.toRealPath());
      }
    }
    return shared;
  }

  Process process() {
    return process;
  }

  void pause() {
    portal.pause();
  }

  void resume() {
    portal.resume();
  }

  boolean standsStill() {
    return portal.standsStill();
  }

  /** Asks the processes to end, and ends them. */
  void kill() {
    portal.end(Cause.EVM_ENDED);
    awaitQuietly(TO_END_MILLIS);
    session.kill();
    endServer();
  }

  private void awaitQuietly(long millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wine's server is in a session of its own; when it ends, so does what is left in the prefix. */
  private void endServer() {
    server("-k");
    // Told to end, it still writes the registry.
    server("-w");
  }

  private void server(String what) {
    ProcessBuilder builder = new ProcessBuilder(host.wine().server().toString(), what);
    builder.environment().clear();
    builder.environment().putAll(prefix.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process server = host.spawner().start(builder);
      if (!server.waitFor(SERVER_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
        LOG.log(System.Logger.Level.WARNING, "Wine''s server in {0} does not end.", folder);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Wine's server could not be ended.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Processes of which nothing is left count by what they said themselves. */
  Usage usage() {
    Usage now = session.usage();
    Duration told = rulings.tally().account().cpu();
    Duration cpu = now.cpu().compareTo(told) > 0 ? now.cpu() : told;
    return new Usage(
        cpu, now.memoryBytes(), now.peakMemoryBytes(), now.processes(), now.outOfMemory());
  }

  long disk() throws IOException {
    return Folders.size(rulings.root().folder());
  }

  long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  boolean isTampered() {
    return rulings.tally().isTampered();
  }

  boolean saidBye() {
    return rulings.tally().saidBye();
  }

  Account account() {
    return rulings.tally().account();
  }

  /** What it left, readable. */
  Stock stock() {
    return new Stock(rulings, keys);
  }

  /** Once no process is left; what it made stays until {@link #remove}. */
  void close() {
    endServer();
    portal.hearOut(LAST_WORDS);
    portal.close();
    rulings.ledger().keep();
  }

  /** Leaves nothing. */
  void remove() throws IOException {
    keys.close();
    for (int tries = 1; !isDeleted(tries == REMOVALS); tries++) {
      LockSupport.parkNanos(BETWEEN_REMOVALS);
    }
  }

  /** A server that bubblewrap took with it may still write its registry while it dies. */
  private boolean isDeleted(boolean last) throws IOException {
    try {
      Folders.delete(folder);
      Folders.delete(door(folder));
      return true;
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      if (last) {
        throw e;
      }
      return false;
    }
  }
}
