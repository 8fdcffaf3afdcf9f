package org.idlewild.scheduler.store;

import java.util.List;
import java.util.Map;
import org.idlewild.work.HostAppVersion;
import org.idlewild.work.Quota;

/** Broken: does not count what a host gets a day. */
public class CountlessHistories extends HostHistories {
  CountlessHistories(Sql sql) {
    super(sql);
  }

  @Override
  void save(Map<Long, Histories> hosts) {
    hosts
        .values()
        .forEach(
            histories ->
                List.copyOf(histories.changed())
                    .forEach(version -> histories.change(version, CountlessHistories::uncounted)));
    super.save(hosts);
  }

  private static HostAppVersion uncounted(HostAppVersion past) {
    return new HostAppVersion(
        past.consecutiveValid(),
        new Quota(past.quota().perDay(), past.quota().day(), 0),
        past.reported(),
        past.failed(),
        past.turnaroundMillis(),
        past.pace(),
        past.paceSamples(),
        past.memoryShort());
  }
}
