package org.idlewild.work;

/** Whether a workunit's answer was handed over (BOINC: assimilate_state). */
public enum AssimilateState {
  /** There is nothing to hand over yet. */
  INIT,
  /** A canonical result or an error awaits the assimilator. */
  READY,
  /** Handed over. */
  DONE
}
