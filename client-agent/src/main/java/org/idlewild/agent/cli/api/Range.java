package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers cut into workunits: unit i has from + i * step up to the next unit's start, or {@code
 * to}.
 *
 * @param from the first number
 * @param to the last number, included
 * @param step how many numbers a workunit has
 */
public record Range(long from, long to, long step) {
  /** The most workunits that a batch may have. */
  public static final long MOST_WORKUNITS = 100_000;

  private static final Pattern FORM =
      Pattern.compile("(-?[0-9]{1,17}):(-?[0-9]{1,17}):([0-9]{1,17})");

  /** Checks that there is at least one workunit and not too many. */
  public Range {
    if (from > to || step < 1) {
      throw CommandFailed.usage(
          "A range %d:%d:%d is expected to have FROM <= TO and STEP >= 1.", from, to, step);
    }
    if ((to - from) / step + 1 > MOST_WORKUNITS) {
      throw CommandFailed.usage(
          "The range %d:%d:%d has %d workunits; a batch may have %d.",
          from, to, step, (to - from) / step + 1, MOST_WORKUNITS);
    }
  }

  /** Reads {@code FROM:TO:STEP}. */
  public static Range parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CommandFailed.usage(
          "The range '%s' is expected as FROM:TO:STEP, like 2:4500:30.", text);
    }
    return new Range(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }

  /** The range cut into about so many workunits, at most that many. */
  public static Range into(long units, long from, long to) {
    return new Range(from, to, Math.max(1, (to - from + units) / units));
  }

  /** How many workunits it makes. */
  public long workunits() {
    return (to - from) / step + 1;
  }

  /** As the server wants it. */
  public ObjectNode json() {
    return Json.object().put("from", from).put("to", to).put("step", step);
  }
}
