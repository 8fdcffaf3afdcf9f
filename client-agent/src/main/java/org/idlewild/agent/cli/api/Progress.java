package org.idlewild.agent.cli.api;

/**
 * Where a batch's workunits stand; each is counted once, so the eight counts sum to the total.
 *
 * @param total all workunits
 * @param unsent no result sent yet
 * @param inProgress on a host
 * @param validating results being compared
 * @param assimilating the canonical result being taken
 * @param done finished
 * @param failed given up
 * @param cancelled not wanted any more
 * @param held resting: held itself, or of a paused batch
 */
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

  /** Whether each workunit is in exactly one of the eight counts. */
  public boolean sumsUp() {
    return unsent + inProgress + validating + assimilating + held + over() == total;
  }

  /** How many workunits will not change any more. */
  public long over() {
    return done + failed + cancelled;
  }

  /** Whether no workunit will change any more. */
  public boolean isOver() {
    return total > 0 && over() == total;
  }
}
