package org.idlewild.work;

import java.util.Objects;

/**
 * How BOINC's clients run an app version.
 *
 * @param way whether they do, and what they start
 * @param signed whether the project's present key has signed all that they would run
 */
public record ClientTerms(Way way, boolean signed) {

  /** Of a version that our own agents alone run. */
  public static final ClientTerms NONE = new ClientTerms(Way.NONE, false);

  /** What a host lists that is a BOINC client's; no agent can. */
  public static final String FEATURE = "boinc";

  public ClientTerms {
    Objects.requireNonNull(way);
  }

  /** What a BOINC client starts. */
  public enum Way {
    /** Nothing: such a client gets none of the version's work. */
    NONE,
    /** Our launcher, because the program knows nothing of BOINC. */
    LAUNCHED,
    /** The program itself, because it speaks with the client as BOINC's API does. */
    API
  }

  /** The same, not signed as far as anybody knows. */
  public static ClientTerms of(Way way) {
    return new ClientTerms(way, false);
  }

  /** Whether any BOINC client may run it once it is signed. */
  public boolean areAny() {
    return way != Way.NONE;
  }
}
