package org.idlewild.scheduler.store;

import java.util.Collection;
import java.util.List;

/** Broken: knows the hosts that had a result of a workunit, and not whose they are. */
public class UserBlindResults extends Results {
  UserBlindResults(Database database) {
    super(database);
  }

  @Override
  public List<Holder> holders(Collection<Long> workunits) {
    return super.holders(workunits).stream()
        .map(holder -> new Holder(holder.workunit(), holder.host(), -1))
        .toList();
  }
}
