package org.idlewild.scheduler.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.decision.Decisions;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.work.AssimilateState;

/**
 * What reports came to.
 *
 * @param workunits whose rows were written
 * @param concerns who has something to do now
 */
public record Taken(Set<Long> workunits, Set<PassName> concerns) {
  static final Taken NOTHING = new Taken(Set.of(), Set.of());

  static Taken of(List<Decision> decided) {
    Set<PassName> concerns = EnumSet.noneOf(PassName.class);
    if (decided.stream().anyMatch(each -> each.workunit().needValidate())) {
      concerns.add(PassName.VALIDATOR);
    }
    if (decided.stream()
        .anyMatch(each -> each.workunit().assimilateState() == AssimilateState.READY)) {
      concerns.add(PassName.ASSIMILATOR);
    }
    if (Decisions.makeWork(decided)) {
      concerns.add(PassName.FEEDER);
    }
    if (Decisions.release(decided)) {
      concerns.add(PassName.FILE_DELETER);
    }
    return new Taken(
        decided.stream().map(each -> each.workunit().id()).collect(Collectors.toSet()), concerns);
  }
}
