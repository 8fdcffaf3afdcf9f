package org.idlewild.scheduler.status;

import org.idlewild.work.Progress.Phase;

/** How many workunits of a batch are in each phase; the eight counts always sum to the total. */
public record Progress(
    long total,
    long unsent,
    long inProgress,
    long validating,
    long assimilating,
    long done,
    long failed,
    long cancelled,
    long held) {

  static Progress of(org.idlewild.work.Progress progress) {
    return new Progress(
        progress.total(),
        progress.count(Phase.UNSENT),
        progress.count(Phase.IN_PROGRESS),
        progress.count(Phase.VALIDATING),
        progress.count(Phase.ASSIMILATING),
        progress.count(Phase.DONE),
        progress.count(Phase.FAILED),
        progress.count(Phase.CANCELLED),
        progress.count(Phase.HELD));
  }
}
