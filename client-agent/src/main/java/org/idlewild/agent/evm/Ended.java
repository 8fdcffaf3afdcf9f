package org.idlewild.agent.evm;

import java.time.Duration;
import org.idlewild.agent.sandbox.Usage;

/**
 * How a wrapped program ended.
 *
 * @param cause why
 * @param report what the launcher said
 * @param account what its processes told of themselves
 * @param usage what was measured from outside
 * @param elapsed wall time while not paused
 */
public record Ended(
    Cause cause, ReportedExit report, Account account, Usage usage, Duration elapsed) {

  /** One sentence on why it ended. */
  public String sentence() {
    return cause.sentence(
        report.failure().or(() -> report.exit().map(Ended::code)).orElse("nothing"));
  }

  /** Small codes as people know them, the system's in hexadecimal digits. */
  private static String code(int exit) {
    return exit >= 0 && exit <= 0xffff ? Integer.toString(exit) : "0x%08X".formatted(exit);
  }
}
