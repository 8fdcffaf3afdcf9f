package org.idlewild.web.research;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.BodyStream;
import org.idlewild.web.http.ProblemException;

/** Reads all workunits of a batch from an NDJSON part. */
final class ParameterLines {
  /** The largest NDJSON part. */
  static final long LIMIT = 64L << 20;

  /** The most workunits of a batch that comes as a whole. */
  static final int MOST = 100_000;

  private ParameterLines() {}

  /**
   * Reads all lines; empty ones are passed over.
   *
   * @throws ProblemException 400 with the line's number, 413 above a limit
   */
  static List<Unit> read(InputStream ndjson) throws IOException {
    NdjsonLines lines = new NdjsonLines(new BodyStream(ndjson, "The NDJSON part", LIMIT));
    List<Unit> units = new ArrayList<>();
    while (lines.next()) {
      if (units.size() == MOST) {
        throw lines.fault("a batch has at most " + MOST + " workunits.");
      }
      units.add(lines.unit());
    }
    return units;
  }
}
