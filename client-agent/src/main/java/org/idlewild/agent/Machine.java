package org.idlewild.agent;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the runtime knows of the machine at once, before anything slower is asked. */
final class Machine {
  private static final long MODEST = 1L << 30;

  private Machine() {}

  /** Its memory in bytes. */
  static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : MODEST;
  }
}
