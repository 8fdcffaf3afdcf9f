package org.idlewild.scheduler.batch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.idlewild.scheduler.store.FreshWorkunits;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Delays;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Rest;
import org.idlewild.work.Transition;
import org.idlewild.work.Workunit;

/**
 * What follows for workunits to be: the transitioner's own decision, made before they are written,
 * so that their results come with them. Pure.
 */
final class Beginnings {
  private Beginnings() {}

  /**
   * Decides.
   *
   * @param policy their app's
   * @param paused whether their batch is
   */
  static List<FreshWorkunits.Fresh> of(
      List<Workunits.Draft> drafts, AppPolicy policy, boolean paused, Delays delays, Instant now) {
    return drafts.stream()
        .map(draft -> new FreshWorkunits.Fresh(draft, first(draft, policy, paused, delays, now)))
        .toList();
  }

  private static Transition first(
      Workunits.Draft draft, AppPolicy policy, boolean paused, Delays delays, Instant now) {
    Workunit workunit =
        new Workunit(
            0,
            draft.rules(),
            Set.of(),
            false,
            OptionalLong.empty(),
            AssimilateState.INIT,
            FileDeleteState.INIT,
            Optional.empty(),
            false,
            draft.terms().hostClass(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(now));
    Rest rest = new Rest(paused, Optional.empty(), Optional.empty());
    // Results that wait for hosts with their files are noted under them by the transitioner.
    return policy.locality()
        ? new Transition(workunit, List.of(), rest, 0, false)
        : Transition.of(workunit, List.of(), policy.staticClass(), rest, delays, now);
  }
}
