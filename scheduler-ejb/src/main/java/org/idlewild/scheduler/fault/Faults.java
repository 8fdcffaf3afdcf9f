package org.idlewild.scheduler.fault;

/** Where the server says that it is between two writes. Threads: any. */
public final class Faults {
  private static volatile Trap trap;

  private Faults() {}

  /** Passes a point; nothing happens unless a trap is armed. */
  public static void at(Point point) {
    Trap armed = trap;
    if (armed != null) {
      armed.reached(point);
    }
  }

  /** Arms a trap for the whole process, in place of an earlier one. */
  public static void arm(Trap armed) {
    trap = armed;
  }

  /** Takes the trap away. */
  public static void disarm() {
    trap = null;
  }
}
