package org.idlewild.load.wire;

/** How hosts speak. */
public enum Dialect {
  /** As our agent does. */
  JSON,
  /** As BOINC's client does. */
  BOINC
}
