package org.idlewild.wrapper;

import java.util.Locale;

/** What a look at a program's code says of it; none of these proves that it means no harm. */
public enum Verdict {
  /** Nothing was found. */
  CLEAN,
  /** It holds instructions that would go past the virtual machine, or is a .NET program. */
  SUSPICIOUS,
  /** It unpacks or changes its code while it runs, which the virtual machine forbids. */
  PACKED;

  /** As the manifest spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
