package org.idlewild.scheduler.store;

import java.time.Duration;
import java.util.List;

/** Broken: looks at what was sent weeks after its deadline. */
public class SleepyWorkunits extends Workunits {
  SleepyWorkunits(Database database, Sql sql, DecisionWriter writer, Ids ids) {
    super(database, sql, writer, ids);
  }

  @Override
  public boolean begin(List<Begun> some) {
    return super.begin(
        some.stream()
            .map(
                each ->
                    new Begun(
                        each.workunit(), each.version(), each.due().plus(Duration.ofDays(20))))
            .toList());
  }
}
