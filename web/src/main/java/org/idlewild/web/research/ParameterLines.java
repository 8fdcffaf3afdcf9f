package org.idlewild.web.research;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.BodyStream;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;

/** Reads workunits from NDJSON, one line at a time; a mistake is named with its line. */
final class ParameterLines {
  /** The largest NDJSON part. */
  static final long LIMIT = 64L << 20;

  /** The longest line, in bytes. */
  static final int LINE_LIMIT = 64 * 1024;

  /** The most workunits of a batch. */
  static final int MOST = 100_000;

  private static final JsonText JSON = JsonText.strict();

  private final InputStream in;
  private int number;

  private ParameterLines(InputStream in) {
    this.in = in;
  }

  /** A line that is an object. */
  record Line(
      String parameter,
      List<String> inputs,
      Double flopsEstimate,
      Long leastRunSeconds,
      TargetRequest target,
      String hostClass) {}

  /**
   * Reads all lines; empty ones are passed over.
   *
   * @throws ProblemException 400 with the line's number, 413 above a limit
   */
  static List<Unit> read(InputStream ndjson) throws IOException {
    InputStream limited = new BodyStream(ndjson, "The NDJSON part", LIMIT);
    return new ParameterLines(new BufferedInputStream(limited, 64 * 1024)).units();
  }

  private List<Unit> units() throws IOException {
    List<Unit> units = new ArrayList<>();
    for (byte[] line = next(); line != null; line = next()) {
      String text = text(line);
      if (!text.isBlank()) {
        if (units.size() == MOST) {
          throw fault("a batch has at most " + MOST + " workunits.");
        }
        units.add(unit(text));
      }
    }
    return units;
  }

  /** The next line without its end, or null after the last. */
  private byte[] next() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = in.read();
    if (octet < 0) {
      return null;
    }
    for (; octet >= 0 && octet != '\n'; octet = in.read()) {
      if (line.size() == LINE_LIMIT) {
        throw fault("a line has at most " + LINE_LIMIT + " bytes.");
      }
      line.write(octet);
    }
    return line.toByteArray();
  }

  private String text(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw fault("UTF-8 expected.");
    }
  }

  private Unit unit(String text) {
    try {
      if (text.stripLeading().startsWith("\"")) {
        return new Unit(JSON.read(text, String.class), null);
      }
      Line line = JSON.read(text, Line.class);
      if (line.parameter() == null) {
        throw ProblemException.malformed("\"parameter\" is needed.");
      }
      return new Unit(
          line.parameter(),
          line.inputs(),
          line.flopsEstimate(),
          line.leastRunSeconds(),
          line.target(),
          line.hostClass());
    } catch (ProblemException e) {
      throw fault(e.getMessage().replaceFirst("^Line 1, column", "column"));
    }
  }

  private ProblemException fault(String what) {
    return ProblemException.malformed("Line " + number + ": " + what);
  }
}
