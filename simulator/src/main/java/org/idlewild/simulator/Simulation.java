package org.idlewild.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.simulator.invariants.Violation;

/** One run: the scene is set, things happen, and in the end everything has come to rest. */
final class Simulation {
  /** From here on the network is fair, only honest hosts are left, and there are enough of them. */
  private static final Duration CALM = Duration.ofDays(8);

  private static final Duration END = Duration.ofDays(60);
  private static final Duration ROUND = Duration.ofHours(6);

  /** What takes its time anyway is done in one of so many rounds. */
  private static final int SELDOM = 3;

  private static final Set<PassName> UNHURRIED =
      EnumSet.of(PassName.FILE_DELETER, PassName.PURGE, PassName.SWEEP);

  private static final int RESCUERS = 16;

  private final World world;
  private final Server server;
  private final Setting setting;
  private final Scenario scenario;
  private final People people;
  private final List<TargetRequest> targets = new ArrayList<>();
  private final List<Machine> unreliable = new ArrayList<>();
  private int passesToCome;
  private int submitted;
  private boolean over;

  Simulation(World world, Server server, Scenario scenario) {
    this.world = world;
    this.server = server;
    this.setting = new Setting(server);
    this.scenario = scenario;
    this.people = new People(world, server, setting);
  }

  /** Runs until all is at rest; what was broken on the way. */
  Optional<Violation> run() {
    try {
      setTheScene();
      while (!over) {
        world.agenda().next();
      }
      return Optional.empty();
    } catch (Broken broken) {
      world.say(broken.getMessage());
      return Optional.of(broken.violation());
    }
  }

  private void setTheScene() {
    world.say(scenario.toString());
    setting.apps(scenario.apps(), world.agenda().now());
    setting.teams(scenario.teams(), world.agenda().now());
    List<Caller> owners = owners();
    for (int i = 0; i < scenario.hosts().size(); i++) {
      Scenario.Owned host = scenario.hosts().get(i);
      enrol("h" + (i + 1) + "-" + host.temper(), host, owners.get(host.owner()));
    }
    scenario.batches().forEach(work -> at(work.submitted(), () -> submit(work)));
    scenario.deeds().forEach(deed -> at(deed.time(), () -> people.act(deed)));
    scenario.stops().forEach(time -> at(time, this::restart));
    at(ROUND, this::round);
    at(CALM, this::calm);
    world.afterChange(this::wake);
    server.dieAfter(scenario.crashes(), world.chance().percent(50));
  }

  private List<Caller> owners() {
    int number = scenario.hosts().stream().mapToInt(Scenario.Owned::owner).max().orElse(0) + 1;
    List<Caller> owners = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      Caller owner = setting.somebody("owner" + i, Role.VOLUNTEER, world.agenda().now());
      owners.add(owner);
      if (i % 3 != 0) {
        setting.changeTeam(owner.userId());
      }
    }
    return owners;
  }

  private void enrol(String name, Scenario.Owned host, Caller owner) {
    Temper temper = host.temper();
    long id = setting.host(owner, host.make(), world.agenda().now());
    if (temper.lies()) {
      world.oracle().liar(id);
    }
    join(name, id, host);
    if (temper == Temper.TWIN) {
      join(name + "-2", id, host);
    }
    if (temper == Temper.HONEST) {
      // Others would have to be there for work that is meant for one who leaves.
      targets.add(new TargetRequest(id, null, null));
      targets.add(new TargetRequest(null, owner.name(), null));
    }
  }

  private void join(String name, long id, Scenario.Owned host) {
    Machine machine = new Machine(world, name, id, host.temper(), host.make());
    machine.turnIn(world.chance().between(Duration.ZERO, Duration.ofHours(6)));
    if (host.temper() != Temper.HONEST) {
      unreliable.add(machine);
    }
  }

  private void at(Duration time, Runnable event) {
    world.agenda().in(time, event);
  }

  private void submit(Scenario.Work work) {
    Long batch =
        world.touch(
            "the researcher submits " + work.workunits() + " workunits",
            () -> setting.batch(work, targets, world.agenda().now()),
            id -> "batch " + id);
    if (batch == null) {
      // Without a key the researcher cannot know whether the batch was taken, and asks for none.
      submitted = scenario.batches().size();
      return;
    }
    submitted++;
    work.cancelled().ifPresent(time -> at(time, () -> cancel(batch)));
  }

  private void cancel(long batch) {
    world.touch(
        "the researcher cancels batch " + batch,
        () -> {
          setting.cancel(batch, world.agenda().now());
          return "";
        },
        done -> "done");
  }

  private void restart() {
    server.start();
    world.say("the server is stopped and started");
  }

  /** A woken pass comes soon; which one is left to chance, as their order is to the threads. */
  private void wake() {
    if (passesToCome < 2) {
      passesToCome++;
      at(
          world.chance().between(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          () -> {
            passesToCome--;
            pass(world.chance().oneOf(List.of(PassName.values())));
          });
    }
  }

  /** What a timer does: passes in any order. */
  private void round() {
    List<PassName> all = new ArrayList<>(List.of(PassName.values()));
    for (int i = all.size() - 1; i > 0; i--) {
      Collections.swap(all, i, world.chance().between(0, i));
    }
    all.stream()
        .filter(name -> !UNHURRIED.contains(name) || world.chance().between(1, SELDOM) == 1)
        .forEach(this::pass);
    over = submitted >= scenario.batches().size() && world.unrest().isEmpty() && hasLeft();
    if (!over && Duration.between(Agenda.BEGIN, world.agenda().now()).compareTo(END) > 0) {
      throw new Broken(
          world.unrest().stream()
              .findFirst()
              .orElse(
                  new Violation(
                      "ALL_ARCHIVED",
                      "ended batches leave for the archive",
                      "a batch that did not")));
    }
    at(ROUND, this::round);
  }

  private boolean hasLeft() {
    return !scenario.archives()
        || world.seen().batches().values().stream().allMatch(batch -> batch.departure().rowsGone());
  }

  private void pass(PassName name) {
    int limit = world.chance().oneOf(List.of(1, 2, 5, 200));
    world.touch(
        name + " " + limit,
        () -> server.run(name, limit, world.agenda().now()),
        done -> Integer.toString(done));
  }

  private void calm() {
    world.say("the network is fair; only honest hosts are left, and there are enough of them");
    world.network().clear();
    server.dieAfter(List.of(), false);
    unreliable.forEach(Machine::leave);
    people.letGo();
    for (int i = 1; i <= RESCUERS; i++) {
      Caller owner = setting.somebody("rescuer" + i, Role.VOLUNTEER, world.agenda().now());
      Make make = Make.rescuer(i);
      enrol("rescuer" + i, new Scenario.Owned(Temper.HONEST, make, 0), owner);
    }
  }
}
