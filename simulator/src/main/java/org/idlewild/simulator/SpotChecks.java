package org.idlewild.simulator;

/** Whom the server spot-checks: as the seed has it. */
final class SpotChecks extends org.idlewild.scheduler.dispatch.Chance {
  private final Chance chance;

  SpotChecks(Chance chance) {
    this.chance = chance;
  }

  @Override
  public double next() {
    return chance.fraction();
  }
}
