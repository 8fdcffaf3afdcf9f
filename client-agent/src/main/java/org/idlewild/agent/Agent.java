package org.idlewild.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.idlewild.agent.files.Download;
import org.idlewild.agent.files.FileCache;
import org.idlewild.agent.host.ActivityProbe;
import org.idlewild.agent.host.Facts;
import org.idlewild.agent.host.FactsProbe;
import org.idlewild.agent.host.Speed;
import org.idlewild.agent.journal.Journal;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Sandbox;
import org.idlewild.agent.sandbox.Sandboxes;
import org.idlewild.agent.server.HostState;
import org.idlewild.agent.server.Http;
import org.idlewild.agent.server.Identity;
import org.idlewild.agent.server.PollCounter;
import org.idlewild.agent.server.Scheduler;
import org.idlewild.agent.server.ServerFiles;
import org.idlewild.agent.server.Session;
import oshi.SystemInfo;

/**
 * The desktop agent. It may be ended in any way at any moment, and goes on at the next start where
 * it was.
 */
public final class Agent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Agent.class.getName());
  private static final long STOP_SECONDS = 10;

  private final AgentSettings settings;
  private final DataFolder folder;
  private final Sandboxes sandboxes;
  private final Enrolment enrolment;
  private final Semaphore wake = new Semaphore(0);
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Thread loop;
  private volatile boolean stopped;

  private Agent(
      AgentSettings settings, DataFolder folder, Sandboxes sandboxes, Enrolment enrolment) {
    this.settings = settings;
    this.folder = folder;
    this.sandboxes = sandboxes;
    this.enrolment = enrolment;
  }

  /**
   * Runs an agent until its thread is interrupted or the process is told to end.
   *
   * @throws AgentFailure when it cannot run, with one sentence on why
   */
  public static void run(AgentSettings settings) throws AgentFailure {
    Logging.quiet();
    try (Agent agent = open(settings)) {
      Thread hook = new Thread(agent::close, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      agent.run();
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  /**
   * Takes the data folder and looks for a sandbox; nothing is sent to the server yet.
   *
   * @throws AgentFailure when the agent cannot run
   */
  public static Agent open(AgentSettings settings) throws AgentFailure {
    DataFolder folder = DataFolder.open(settings.data());
    try {
      Enrolment enrolment = new Enrolment(folder.host(), settings.enrolmentToken(), Agent::random);
      enrolment.check();
      return new Agent(settings, folder, sandboxes(settings, folder.root()), enrolment);
    } catch (AgentFailure e) {
      closeQuietly(folder);
      throw e;
    }
  }

  private static Sandboxes sandboxes(AgentSettings settings, Path data) throws AgentFailure {
    Sandboxes found = Sandboxes.find(settings.unsandboxed(), data);
    if (found.forPlatform(Platform.JAVA).isEmpty()) {
      throw new AgentFailure(
          AgentFailure.Reason.NO_SANDBOX,
          "There is no sandbox to run work in; start the agent with --unsandboxed to do without. "
              + String.join(" ", found.missing()));
    }
    if (settings.unsandboxed()) {
      LOG.log(System.Logger.Level.WARNING, "Work runs without a sandbox, as the agent was told.");
    }
    return found;
  }

  /**
   * Runs until {@link #close} is called or the thread is interrupted.
   *
   * @throws AgentFailure when the server does not enrol this host, or the data folder fails
   */
  public void run() throws AgentFailure {
    loop = Thread.currentThread();
    Crew.Hands hands = Crew.Hands.daemon();
    try (Http http = new Http(settings.server(), version());
        Journal journal = Journal.open(folder.journal())) {
      loop(http, journal, hands);
    } catch (IOException e) {
      throw new AgentFailure(
          AgentFailure.Reason.DATA_UNUSABLE,
          "The folder " + folder.root() + " cannot be used: " + e.getMessage() + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hands.close();
      ended.countDown();
    }
  }

  private void loop(Http http, Journal journal, Crew.Hands hands)
      throws IOException, AgentFailure, InterruptedException {
    Controller controller = controller(http, journal, hands);
    try {
      controller.recover();
      while (!stopped) {
        Duration wait = controller.turn();
        if (wake.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } finally {
      controller.stop();
    }
  }

  private Controller controller(Http http, Journal journal, Crew.Hands hands)
      throws IOException, AgentFailure, InterruptedException {
    SystemInfo system = new SystemInfo();
    Identity identity = Identity.loadOrCreate(folder.identity());
    Facts facts = FactsProbe.probe(system);
    Speed speed = Speed.open(folder.speed());
    OnTime onTime = OnTime.open(folder.onTime(), clock.instant());
    ActivityProbe activity = new ActivityProbe(system, clock);
    SpeedWatch watch = new SpeedWatch(speed, activity::idle, settings.preferences().idleAfter());
    watch.turn(clock.instant());
    Supplier<HostState> state =
        () -> state(facts, new HostState.Measured(speed.flops(), onTime.fraction()));
    long hostId = enrolment.hostId(http, identity, state.get());
    Session session = new Session(http, identity, hostId);
    PollCounter counter =
        new PollCounter(folder.polls(), UUID.randomUUID().toString().replace("-", ""));
    FileCache cache = new FileCache(folder.cache(), settings.preferences().cacheBytes(), clock);
    Scheduler scheduler = new Scheduler(http, session, counter, state, cache);
    return new Controller(
        crew(cache, new ServerFiles(http, session), hands),
        journal,
        new Poller(
            new Correspondence(scheduler::poll, folder),
            hands.poll(),
            Agent::random,
            wake::release),
        new PolicyWatch(settings.preferences(), activity::look, onTime, watch),
        new Controller.Places(settings.processors(), settings.memoryBytes()));
  }

  private Crew crew(FileCache cache, ServerFiles files, Crew.Hands hands) throws IOException {
    return new Crew(
        new Crew.Stores(folder, cache, new Download(cache, files), files, files.checkpoints()),
        sandboxes,
        hands,
        new Crew.Timing(clock, Agent::random),
        wake::release);
  }

  private HostState state(Facts facts, HostState.Measured measured) {
    List<String> names =
        sandboxes.available().stream().filter(Sandbox::confines).map(Sandbox::name).toList();
    HostState.Offer offer =
        new HostState.Offer(
            settings.name(),
            version(),
            settings.processors(),
            settings.memoryBytes(),
            platforms(),
            names,
            settings.unsandboxed(),
            settings.preferences().beta());
    List<String> features =
        sandboxes.available().stream().flatMap(sandbox -> sandbox.features().stream()).toList();
    return new HostState(facts.with(features), offer, measured, folder.freeBytes());
  }

  private List<String> platforms() {
    return Arrays.stream(Platform.values())
        .filter(platform -> sandboxes.forPlatform(platform).isPresent())
        .map(Platform::wire)
        .toList();
  }

  /** The agent's version. */
  public static String version() {
    return Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** Asks {@link #run} to end, waits for that, and gives the data folder back. */
  @Override
  public void close() {
    stopped = true;
    Thread runner = loop;
    if (runner != null && runner != Thread.currentThread()) {
      runner.interrupt();
      awaitEnd();
    }
    closeQuietly(folder);
  }

  private void awaitEnd() {
    try {
      if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "The agent is slow to end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(DataFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The data folder could not be unlocked.", e);
    }
  }
}
