package org.idlewild.wrapper;

/** What becomes of a program's signature, which no change of the program survives. */
public enum Signature {
  /** A signed program is refused. */
  REFUSE,
  /** The signature is cut out. */
  STRIP
}
