package org.idlewild.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.simulator.invariants.Violation;

/** One run: the scene is set, things happen, and in the end everything has come to rest. */
final class Simulation {
  /** From here on the network is fair, only honest hosts are left, and there are enough of them. */
  private static final Duration CALM = Duration.ofDays(8);

  private static final Duration END = Duration.ofDays(60);
  private static final Duration ROUND = Duration.ofHours(4);
  private static final int RESCUERS = 10;

  private final World world;
  private final Server server;
  private final Setting setting;
  private final Scenario scenario;
  private final List<Machine> unreliable = new ArrayList<>();
  private int passesToCome;
  private int submitted;
  private boolean over;

  Simulation(World world, Server server, Scenario scenario) {
    this.world = world;
    this.server = server;
    this.setting = new Setting(server);
    this.scenario = scenario;
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
    setting.app(world.agenda().now());
    List<Caller> owners = owners();
    for (int i = 0; i < scenario.hosts().size(); i++) {
      Scenario.Owned host = scenario.hosts().get(i);
      enrol("h" + (i + 1) + "-" + host.temper(), host.temper(), owners.get(host.owner()));
    }
    scenario.batches().forEach(work -> at(work.submitted(), () -> submit(work)));
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
      owners.add(setting.somebody("owner" + i, Role.VOLUNTEER, world.agenda().now()));
    }
    return owners;
  }

  private void enrol(String name, Temper temper, Caller owner) {
    long id = setting.host(owner, world.agenda().now());
    if (temper.lies()) {
      world.oracle().liar(id);
    }
    join(name, id, temper);
    if (temper == Temper.TWIN) {
      join(name + "-2", id, temper);
    }
  }

  private void join(String name, long id, Temper temper) {
    Machine machine = new Machine(world, name, id, temper);
    machine.turnIn(world.chance().between(Duration.ZERO, Duration.ofHours(6)));
    if (temper != Temper.HONEST) {
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
            () -> setting.batch(work, world.agenda().now()),
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

  /** What a timer does: every pass, in any order. */
  private void round() {
    List<PassName> all = new ArrayList<>(List.of(PassName.values()));
    for (int i = all.size() - 1; i > 0; i--) {
      Collections.swap(all, i, world.chance().between(0, i));
    }
    all.forEach(this::pass);
    over = submitted >= scenario.batches().size() && world.unrest().isEmpty();
    if (!over && Duration.between(Agenda.BEGIN, world.agenda().now()).compareTo(END) > 0) {
      throw new Broken(world.unrest().get(0));
    }
    at(ROUND, this::round);
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
    for (int i = 1; i <= RESCUERS; i++) {
      Caller owner = setting.somebody("rescuer" + i, Role.VOLUNTEER, world.agenda().now());
      enrol("rescuer" + i, Temper.HONEST, owner);
    }
  }
}
