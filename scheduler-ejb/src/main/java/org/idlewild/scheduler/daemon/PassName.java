package org.idlewild.scheduler.daemon;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;

/** The daemons of the server, and whom their work concerns. */
public enum PassName {
  /** Decides what follows from the facts about a workunit. */
  TRANSITIONER,
  /** Keeps unsent results at hand. */
  FEEDER,
  /** Has one more host compute what slow hosts keep a batch waiting for. */
  TAIL,
  /** Judges results. */
  VALIDATOR,
  /** Hands answers over. */
  ASSIMILATOR,
  /** Deletes files that nobody needs. */
  FILE_DELETER,
  /** Moves ended batches into the archive. */
  PURGE,
  /** Compares the file store with the database. */
  SWEEP;

  /**
   * The daemon that somebody calls by its name, in letters of either case, with hyphens or
   * underscores.
   *
   * @throws Refused NOT_FOUND for a name of none
   */
  public static PassName called(String name) {
    String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Stream.of(values())
        .filter(pass -> pass.name().equals(constant))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static Refused unknown(String name) {
    String all =
        Stream.of(values())
            .map(pass -> pass.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", "));
    String shown = name.substring(0, Math.min(name.length(), 40));
    return new Refused(
        Refused.Reason.NOT_FOUND, "there is no daemon '" + shown + "', but there are " + all);
  }

  /** Whether every node needs a run of its own, because the work stays in its memory. */
  public boolean isEveryNodes() {
    return this == FEEDER;
  }

  /**
   * Who may have something to do after this one did something. The feeder is woken by whoever made
   * something that can be sent.
   */
  public Set<PassName> followers() {
    return switch (this) {
      case TRANSITIONER -> EnumSet.of(VALIDATOR, ASSIMILATOR, FILE_DELETER);
      case VALIDATOR -> EnumSet.of(ASSIMILATOR, FILE_DELETER);
      case ASSIMILATOR -> EnumSet.of(FILE_DELETER);
      case PURGE -> EnumSet.of(TRANSITIONER, ASSIMILATOR);
      case TAIL, FEEDER, FILE_DELETER, SWEEP -> EnumSet.noneOf(PassName.class);
    };
  }
}
