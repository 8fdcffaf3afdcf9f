package org.idlewild.scheduler.daemon;

import java.util.EnumSet;
import java.util.Set;

/** The daemons of the server, and whom their work concerns. */
public enum PassName {
  /** Decides what follows from the facts about a workunit. */
  TRANSITIONER,
  /** Keeps unsent results at hand. */
  FEEDER,
  /** Judges results. */
  VALIDATOR,
  /** Hands answers over. */
  ASSIMILATOR,
  /** Deletes files that nobody needs. */
  FILE_DELETER;

  /** Who may have something to do after this one did something. */
  public Set<PassName> followers() {
    return switch (this) {
      case TRANSITIONER -> EnumSet.of(FEEDER, VALIDATOR, ASSIMILATOR, FILE_DELETER);
      case VALIDATOR -> EnumSet.of(TRANSITIONER);
      case ASSIMILATOR -> EnumSet.of(TRANSITIONER, FILE_DELETER);
      case FEEDER, FILE_DELETER -> EnumSet.noneOf(PassName.class);
    };
  }
}
