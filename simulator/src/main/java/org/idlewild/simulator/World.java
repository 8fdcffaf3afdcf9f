package org.idlewild.simulator;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.Suspension;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.simulator.invariants.Snapshot;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.simulator.invariants.Violation;
import org.idlewild.simulator.invariants.Watch;
import org.idlewild.work.Received;

/**
 * Where a run takes place. After whatever touches the server, everything that must hold is asked.
 */
final class World {
  private final Agenda agenda = new Agenda();
  private final Trace trace = new Trace();
  private final Oracle oracle = new Oracle();
  private final Chance chance;
  private final Network network;
  private final Server server;
  private final Watch watch;
  private final BatchViews views;
  private final Warnings warnings;
  private Runnable wake = () -> {};
  private Snapshot seen = Snapshot.NOTHING;

  World(Chance chance, Scenario.Weather weather, Server server, Watch watch, Warnings warnings) {
    this.chance = chance;
    this.network = new Network(agenda, chance, weather);
    this.server = server;
    this.views = server.views();
    this.watch = watch;
    this.warnings = warnings;
  }

  Agenda agenda() {
    return agenda;
  }

  Chance chance() {
    return chance;
  }

  Network network() {
    return network;
  }

  Oracle oracle() {
    return oracle;
  }

  /** The server's database as it was at the last look. */
  Snapshot seen() {
    return seen;
  }

  Trace trace() {
    return trace;
  }

  /** What is to be done after each touch that changed something. */
  void afterChange(Runnable wakeUp) {
    wake = wakeUp;
  }

  void say(String line) {
    trace.say(agenda.now(), line);
  }

  /** A host's poll comes to the server; null when the server dies of it. */
  Server.Reply poll(String who, Server.Poll poll) {
    String asked =
        "%s polls: reports %s, holds %s, wants %d, says %d"
            .formatted(
                who,
                poll.reports().stream().map(World::shown).toList(),
                poll.held().stream().sorted().toList(),
                poll.wanted(),
                poll.letters().size());
    return touch(asked, () -> server.poll(poll, agenda.now()), World::shown);
  }

  private static String shown(Report report) {
    return report.resultId() + " " + report.ending();
  }

  private static String shown(Server.Reply reply) {
    return "gets %s, drops %s, lets %s rest, hears %d"
        .formatted(
            reply.assignment().orders().stream().map(Order::resultId).toList(),
            reply.assignment().abort(),
            reply.assignment().suspend().stream().map(Suspension::result).toList(),
            reply.letters().size());
  }

  /** What became of an upload. */
  record Uploaded(Optional<Received> received, Optional<Refused> refused) {}

  /** A piece of an output comes to the server; null when the server dies of it. */
  Uploaded upload(String who, Server.Piece piece) {
    if (!piece.checkpoint()) {
      oracle.brought(piece.sha256(), piece.whole());
    }
    return touch(
        who
            + (piece.checkpoint() ? " keeps " : " uploads ")
            + piece.result()
            + " from "
            + piece.offset()
            + " to "
            + piece.end(),
        () -> receive(piece),
        answer -> answer.refused().map(refused -> refused.reason().toString()).orElse("taken"));
  }

  private Uploaded receive(Server.Piece piece) {
    try {
      return new Uploaded(Optional.of(server.upload(piece, agenda.now())), Optional.empty());
    } catch (Refused refused) {
      return new Uploaded(Optional.empty(), Optional.of(refused));
    }
  }

  /**
   * Does something to the server.
   *
   * @param answered what to say of the answer
   * @return the answer; null when the server died
   */
  <T> T touch(String what, Supplier<T> action, Function<T, String> answered) {
    Optional<T> answer = attempt(what, action);
    say(what + " -> " + answer.map(answered).orElse("the server dies"));
    if (answer.isEmpty()) {
      warnings.forget();
      server.rise(chance.percent(50));
    }
    look();
    return answer.orElse(null);
  }

  private <T> Optional<T> attempt(String what, Supplier<T> action) {
    try {
      T answer = action.get();
      return server.isDead() ? Optional.empty() : Optional.of(answer);
    } catch (Crash crash) {
      return Optional.empty();
    } catch (RuntimeException failure) {
      if (server.isDead()) {
        return Optional.empty();
      }
      say(what + " -> " + failure);
      throw new Broken(surprise(failure.toString()));
    }
  }

  private void look() {
    Watch.Look look = seen(watch -> watch.look(agenda.now()));
    seen = look.now();
    require(look.violations().stream());
    if (!look.isSame()) {
      List<String> changes = Changes.between(look).toList();
      changes.forEach(this::say);
      require(oracle.judge(look));
      require(progress(look));
      if (!changes.isEmpty()) {
        wake.run();
      }
    }
    require(warnings.taken().map(World::surprise));
  }

  /** What is left to do, or wrong, although all should be at rest. */
  List<Violation> unrest() {
    return seen(watch -> watch.lookAtRest(agenda.now())).violations();
  }

  private interface Looking {
    Watch.Look at(Watch watch) throws SQLException;
  }

  private Watch.Look seen(Looking looking) {
    try {
      return looking.at(watch);
    } catch (SQLException failure) {
      throw new IllegalStateException("the database cannot be read", failure);
    }
  }

  private static void require(Stream<Violation> violations) {
    violations
        .findFirst()
        .ifPresent(
            violation -> {
              throw new Broken(violation);
            });
  }

  private Stream<Violation> progress(Watch.Look look) {
    Snapshot now = look.now();
    Snapshot before = look.before().orElse(Snapshot.NOTHING);
    Set<Long> moved =
        now.units().values().stream()
            .filter(unit -> !unit.equals(before.units().get(unit.id())))
            .map(UnitFacts::batch)
            .collect(Collectors.toSet());
    return now.batches().values().stream()
        .filter(
            batch -> moved.contains(batch.id()) || !batch.equals(before.batches().get(batch.id())))
        .filter(batch -> sum(views.progress(Setting.OPERATOR, batch.id())) != batch.total())
        .map(
            batch ->
                new Violation(
                    "PROGRESS_SHOWN",
                    "the counts that people see sum to the total",
                    "batch " + batch.id()));
  }

  private static long sum(Progress seen) {
    return seen.unsent()
        + seen.inProgress()
        + seen.validating()
        + seen.assimilating()
        + seen.done()
        + seen.failed()
        + seen.cancelled()
        + seen.held();
  }

  private static Violation surprise(String found) {
    return new Violation(
        "NO_SURPRISES", "whatever happens, no stage fails or has to be tried again", found);
  }
}
