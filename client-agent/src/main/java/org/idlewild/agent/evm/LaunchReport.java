package org.idlewild.agent.evm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the launcher's lines out of a program's error output, which they share because Wine passes
 * no further pipe. The launcher speaks before the program's first byte and after its last one; in
 * between its lines would be the program's own, and are passed on.
 */
final class LaunchReport extends OutputStream {
  /** Long enough for the last line. */
  private static final int HELD = 24;

  private static final int LONGEST_LINE = 200;
  private static final Pattern ASKED = Pattern.compile("asked ([a-z-]+) (ok|[0-9]+)\r?\n");
  private static final Pattern LAST =
      Pattern.compile("(?:exit ([0-9a-f]{1,8})|start ([0-9]{1,10}))\r?\n\\z");

  private final OutputStream out;
  private final Map<String, String> asked = new LinkedHashMap<>();
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private boolean begun;

  LaunchReport(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    // One character for each byte, so that nothing is lost on the way.
    char unit = (char) (value & 0xff);
    if (begun) {
      pass(unit);
      return;
    }
    line.append(unit);
    boolean possible = "asked ".startsWith(line.substring(0, Math.min(6, line.length())));
    if (!possible || line.length() > LONGEST_LINE || (unit == '\n' && !isAsked())) {
      begun = true;
      String other = line.toString();
      line.setLength(0);
      for (int i = 0; i < other.length(); i++) {
        pass(other.charAt(i));
      }
    } else if (unit == '\n') {
      line.setLength(0);
    }
  }

  private boolean isAsked() {
    Matcher matcher = ASKED.matcher(line);
    if (matcher.matches()) {
      asked.put(matcher.group(1), matcher.group(2));
    }
    return matcher.matches();
  }

  private void pass(char unit) throws IOException {
    held.append(unit);
    if (held.length() > HELD) {
      out.write(held.charAt(0));
      held.deleteCharAt(0);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** What the launcher said, once all is written; the program's own last bytes are passed on. */
  ReportedExit end() throws IOException {
    Matcher last = LAST.matcher(held);
    boolean found = last.find();
    String own = found ? held.substring(0, last.start()) : held.toString();
    out.write((own + line).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return new ReportedExit(
        asked,
        Optional.ofNullable(found ? last.group(1) : null)
            .map(hex -> Integer.parseUnsignedInt(hex, 16)),
        Optional.ofNullable(found ? last.group(2) : null));
  }
}
