package org.idlewild.load;

/** How hosts speak. */
enum Dialect {
  /** As our agent does. */
  JSON,
  /** As BOINC's client does. */
  BOINC
}
