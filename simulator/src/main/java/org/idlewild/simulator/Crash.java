package org.idlewild.simulator;

/** The server ends here and now. An error, because nothing in the server may survive it. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("the server was killed", null, false, false);
  }
}
