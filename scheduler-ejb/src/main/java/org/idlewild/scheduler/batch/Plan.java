package org.idlewild.scheduler.batch;

import java.util.List;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppVersion;
import org.idlewild.work.NamedFile;

/** A batch request that makes sense, with nothing left open. */
record Plan(String name, AppVersion version, List<Workunits.Draft> units, List<NamedFile> inputs) {

  /** The largest quorum of its workunits. */
  int quorum() {
    return units.stream().mapToInt(unit -> unit.rules().minQuorum()).max().orElse(1);
  }
}
