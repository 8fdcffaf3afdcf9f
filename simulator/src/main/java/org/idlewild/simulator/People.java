package org.idlewild.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.dispatch.HostControl;
import org.idlewild.scheduler.trickle.Correspondence;
import org.idlewild.simulator.invariants.Crowd.HostFacts;
import org.idlewild.simulator.invariants.Snapshot;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.ServerState;

/** Researchers, owners of hosts and operators, who pause, resume, give up, write and delete. */
final class People {
  private final World world;
  private final Server server;
  private final Setting setting;

  People(World world, Server server, Setting setting) {
    this.world = world;
    this.server = server;
    this.setting = setting;
  }

  /** Does it to one of those to which it can be done; nothing when there is none. */
  void act(Deed deed) {
    Snapshot seen = world.seen();
    List<Long> all =
        switch (deed.verb()) {
          case PAUSE_BATCH, RESUME_BATCH, DELETE_BATCH -> List.copyOf(seen.batches().keySet());
          case PAUSE_WORKUNIT, RESUME_WORKUNIT, ABORT_WORKUNIT ->
              List.copyOf(seen.units().keySet());
          case PAUSE_HOST, RESUME_HOST, ABORT_HOST -> List.copyOf(seen.crowd().hosts().keySet());
          case WRITE_TO_TASK -> running(seen);
          case CHANGE_TEAM -> setting.users();
        };
    if (!all.isEmpty()) {
      act(deed.verb(), all.get((int) (deed.which() * all.size())));
    }
  }

  private static List<Long> running(Snapshot seen) {
    return seen.results().values().stream()
        .filter(result -> result.state().server() == ServerState.IN_PROGRESS)
        .map(ResultFacts::id)
        .toList();
  }

  private void act(Deed.Verb verb, long id) {
    if (verb == Deed.Verb.ABORT_WORKUNIT) {
      // Before, for a server that dies of it may have done it.
      world.oracle().abortedByHand(id);
    }
    world.touch(verb + " " + id, () -> answer(verb, id), said -> said);
  }

  private String answer(Deed.Verb verb, long id) {
    try {
      deed(verb).accept(id);
      return "done";
    } catch (Refused refused) {
      return refused.reason().toString();
    }
  }

  private LongConsumer deed(Deed.Verb verb) {
    Instant now = world.agenda().now();
    Control control = server.get(Control.class);
    HostControl hosts = server.get(HostControl.class);
    return switch (verb) {
      case PAUSE_BATCH -> id -> control.pauseBatch(Setting.OPERATOR, id, now);
      case RESUME_BATCH -> id -> control.resumeBatch(Setting.OPERATOR, id, now);
      case PAUSE_WORKUNIT -> id -> control.pauseWorkunit(Setting.OPERATOR, id, now);
      case RESUME_WORKUNIT -> id -> control.resumeWorkunit(Setting.OPERATOR, id, now);
      case ABORT_WORKUNIT -> id -> control.abortWorkunit(Setting.OPERATOR, id, now);
      case PAUSE_HOST -> id -> hosts.pause(Setting.OPERATOR, id);
      case RESUME_HOST -> id -> hosts.resume(Setting.OPERATOR, id);
      case ABORT_HOST -> id -> hosts.abort(Setting.OPERATOR, id, now);
      case WRITE_TO_TASK -> id -> write(id, now);
      case CHANGE_TEAM -> id -> setting.changeTeam(id);
      case DELETE_BATCH -> id -> server.get(Batches.class).retire(Setting.OPERATOR, id, now);
    };
  }

  private void write(long result, Instant now) {
    byte[] text = Oracle.wordTo(result).getBytes(StandardCharsets.US_ASCII);
    server.get(Correspondence.class).send(Setting.OPERATOR, result, text, now);
  }

  /** From now on nothing rests because somebody wants it to. */
  void letGo() {
    Snapshot seen = world.seen();
    each(Deed.Verb.RESUME_BATCH, seen.batches().values(), BatchFacts::paused, BatchFacts::id);
    each(Deed.Verb.RESUME_WORKUNIT, seen.units().values(), UnitFacts::held, UnitFacts::id);
    each(Deed.Verb.RESUME_HOST, seen.crowd().hosts().values(), HostFacts::paused, HostFacts::id);
  }

  private <T> void each(
      Deed.Verb verb, Collection<T> all, Predicate<T> which, ToLongFunction<T> id) {
    all.stream().filter(which).mapToLong(id).forEach(one -> act(verb, one));
  }
}
