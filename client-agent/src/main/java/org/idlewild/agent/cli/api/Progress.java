package org.idlewild.agent.cli.api;

/**
 * Where a batch's workunits stand; each is counted once, so the seven counts sum to the total.
 *
 * @param total all workunits
 * @param unsent no result sent yet
 * @param inProgress on a host
 * @param validating results being compared
 * @param assimilating the canonical result being taken
 * @param done finished
 * @param failed given up
 * @param cancelled not wanted any more
 */
public record Progress(
    long total,
    long unsent,
    long inProgress,
    long validating,
    long assimilating,
    long done,
    long failed,
    long cancelled) {

  /** Whether each workunit is in exactly one of the seven counts. */
  public boolean sumsUp() {
    return unsent + inProgress + validating + assimilating + over() == total;
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
