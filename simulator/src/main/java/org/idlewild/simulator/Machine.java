package org.idlewild.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.Suspension;
import org.idlewild.scheduler.report.Report;

/** A simulated host: asks for work, computes as its temper is, uploads, reports. */
final class Machine {
  private static final int MOST_TASKS = 4;
  private static final double TWO_YEARS = 63_072_000;

  private final World world;
  private final String name;
  private final long host;
  private final Temper temper;
  private final Make make;
  private final Map<Long, Task> tasks = new TreeMap<>();
  private int turns;
  private int questions;
  private boolean gone;

  /**
   * @param name for the trace
   * @param host its id on the server
   * @param make what it is
   */
  Machine(World world, String name, long host, Temper temper, Make make) {
    this.world = world;
    this.name = name;
    this.host = host;
    this.temper = temper;
    this.make = make;
  }

  /** Goes on after a while; what was planned before is forgotten. */
  void turnIn(Duration delay) {
    turns++;
    int mine = turns;
    world.agenda().in(delay, () -> turnIf(mine));
  }

  private void turnIf(int mine) {
    if (mine == turns && !gone) {
      turn();
    }
  }

  /** Says nothing any more. */
  void leave() {
    gone = true;
  }

  private void turn() {
    if (temper == Temper.VANISHING && world.chance().percent(10)) {
      world.say(name + " is away");
      turnIn(between(24, 120));
      return;
    }
    if (temper == Temper.LEAVING && world.chance().percent(10)) {
      world.say(name + " leaves with " + tasks.keySet());
      leave();
      return;
    }
    Optional<Task> finished =
        tasks.values().stream().filter(task -> task.toUpload(now())).findFirst();
    Optional<Task> underWay =
        tasks.values().stream()
            .filter(task -> task.toKeep(now()) && world.chance().percent(30))
            .findFirst();
    if (finished.isPresent()) {
      upload(finished.get());
    } else if (underWay.isPresent()) {
      keep(underWay.get());
    } else {
      poll();
    }
  }

  private void keep(Task task) {
    int question = ask();
    Server.Piece piece = task.checkpoint(host, task.id() + " on " + name + " at " + now());
    world
        .network()
        .carry(
            () -> world.upload(name, piece),
            answer -> {
              if (question == questions && !gone) {
                turnIn(Duration.ofSeconds(1));
              }
            });
  }

  private void upload(Task task) {
    int question = ask();
    Server.Piece piece = task.piece(host, world.chance().percent(20));
    world
        .network()
        .carry(
            () -> world.upload(name, piece),
            answer -> {
              if (question == questions && tasks.containsKey(task.id())) {
                uploaded(task, answer);
              }
            });
  }

  private void uploaded(Task task, World.Uploaded answer) {
    answer.received().ifPresent(received -> task.has(received));
    answer.refused().ifPresent(refused -> task.refused(refused));
    turnIn(Duration.ofSeconds(1));
  }

  private void poll() {
    int question = ask();
    List<Report> reports =
        tasks.values().stream()
            .filter(task -> task.toReport(now()))
            .map(task -> task.report(temper == Temper.WRONG_CLOCK ? TWO_YEARS : 60))
            .toList();
    Set<Long> held = new HashSet<>(tasks.keySet());
    reports.forEach(report -> held.remove(report.resultId()));
    int wanted = Math.max(0, world.chance().between(1, MOST_TASKS) - held.size());
    tasks.values().stream()
        .filter(task -> !task.isDone(now()) && world.chance().percent(10))
        .forEach(Task::write);
    Server.Poll poll =
        new Server.Poll(
            host,
            make.description(),
            reports,
            Set.copyOf(held),
            wanted,
            tasks.values().stream().flatMap(Task::letters).toList(),
            tasks.values().stream().flatMap(Task::heard).toList());
    world
        .network()
        .carry(
            () -> world.poll(name, poll),
            reply -> {
              if (question == questions && !gone) {
                take(reply);
              }
            });
  }

  /** A new question; an answer to an older one is not heard any more. */
  private int ask() {
    questions++;
    int question = questions;
    world.agenda().in(Network.PATIENCE, () -> giveUp(question));
    turns++;
    return question;
  }

  private void giveUp(int question) {
    if (question == questions && !gone) {
      questions++;
      turnIn(world.chance().between(Duration.ofMinutes(1), Duration.ofHours(2)));
    }
  }

  private void take(Server.Reply reply) {
    questions++;
    reply.acknowledged().forEach(tasks::remove);
    reply.assignment().abort().forEach(tasks::remove);
    reply.taken().forEach(mark -> with(mark.result(), task -> task.taken(mark.number())));
    reply.letters().forEach(each -> with(each.result(), task -> task.hear(each.mark())));
    Set<Long> resting =
        reply.assignment().suspend().stream().map(Suspension::result).collect(Collectors.toSet());
    tasks
        .values()
        .forEach(
            task -> {
              if (resting.contains(task.id())) {
                task.rest(now());
              } else {
                task.goOn(now());
              }
            });
    for (Order order : reply.assignment().orders()) {
      if (!tasks.containsKey(order.resultId())) {
        tasks.put(order.resultId(), start(order));
      }
    }
    Duration idle = reply.assignment().nextContact();
    // Who has nothing to do may ask less often than he is allowed to.
    turnIn(
        untilSomething(tasks.isEmpty() ? idle.multipliedBy(world.chance().between(1, 3)) : idle));
  }

  private void with(long result, Consumer<Task> what) {
    if (tasks.containsKey(result)) {
      what.accept(tasks.get(result));
    }
  }

  private Duration untilSomething(Duration idle) {
    Duration jitter = world.chance().between(Duration.ofSeconds(1), Duration.ofMinutes(30));
    return tasks.values().stream()
        .flatMap(task -> task.left(now()).stream())
        .min(Duration::compareTo)
        .filter(left -> left.compareTo(idle) < 0)
        .orElse(idle)
        .plus(jitter);
  }

  private Task start(Order order) {
    String truth = Oracle.truth(order);
    return switch (temper) {
      case SLOW -> task(order, part(order, 70, 250), Report.Ending.SUCCESS, truth);
      case BLACK_HOLE -> task(order, Duration.ofSeconds(1), Report.Ending.FAILED, "");
      case FLAKY -> mayEnd(order, Report.Ending.FAILED, truth);
      case IMPATIENT -> mayEnd(order, Report.Ending.ABORTED, truth);
      case LIAR -> task(order, usual(order), Report.Ending.SUCCESS, name + " lies: " + truth);
      case COLLUDER -> task(order, usual(order), Report.Ending.SUCCESS, "a lie: " + truth);
      case HONEST, VANISHING, WRONG_CLOCK, TWIN, LEAVING ->
          task(order, usual(order), Report.Ending.SUCCESS, truth);
    };
  }

  private Task mayEnd(Order order, Report.Ending ending, String truth) {
    boolean ends = world.chance().percent(40);
    return task(order, usual(order), ends ? ending : Report.Ending.SUCCESS, truth);
  }

  private Task task(Order order, Duration time, Report.Ending ending, String answer) {
    return new Task(order, now().plus(time), ending, answer);
  }

  /** What goes on from a checkpoint needs half of it. */
  private Duration usual(Order order) {
    Duration whole = part(order, 5, 60);
    boolean goesOn =
        order.inputs().stream().anyMatch(file -> file.name().equals(Setting.CHECKPOINT));
    return goesOn ? whole.dividedBy(2) : whole;
  }

  /** From one to the other of a hundred parts of the time that the host was given. */
  private Duration part(Order order, int least, int most) {
    Duration given = order.deadline();
    return world
        .chance()
        .between(given.multipliedBy(least).dividedBy(100), given.multipliedBy(most).dividedBy(100))
        .plusMinutes(1);
  }

  private Duration between(int leastHours, int mostHours) {
    return world.chance().between(Duration.ofHours(leastHours), Duration.ofHours(mostHours));
  }

  private Instant now() {
    return world.agenda().now();
  }
}
