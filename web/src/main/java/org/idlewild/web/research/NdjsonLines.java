package org.idlewild.web.research;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;

/** Reads NDJSON one line at a time, empty ones left out; a mistake is named with its line. */
final class NdjsonLines {
  /** The longest line, in bytes. */
  static final int LINE_LIMIT = 64 * 1024;

  private static final JsonText JSON = JsonText.strict();

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;
  private byte[] line = new byte[0];
  private int number;

  NdjsonLines(InputStream ndjson) {
    in = ndjson;
  }

  /**
   * Goes to the next line; false after the last.
   *
   * @throws ProblemException 400 for a line that is too long
   */
  boolean next() throws IOException {
    do {
      number++;
      if (!fill()) {
        return false;
      }
      line = read();
    } while (isBlank());
    return true;
  }

  private boolean fill() throws IOException {
    while (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer));
      if (to == 0) {
        return false;
      }
    }
    return true;
  }

  private byte[] read() throws IOException {
    ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    do {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (begun.size() + end - from > LINE_LIMIT) {
        throw fault("a line has at most " + LINE_LIMIT + " bytes.");
      }
      begun.write(buffer, from, end - from);
      from = Math.min(end + 1, to);
      if (end < to) {
        return begun.toByteArray();
      }
    } while (fill());
    return begun.toByteArray();
  }

  private boolean isBlank() {
    for (byte octet : line) {
      if (octet != ' ' && octet != '\t' && octet != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Whether the next line is not here yet, as far as one can see without waiting for it. */
  boolean isWaiting() throws IOException {
    return from == to && in.available() == 0;
  }

  /** Which line this is, from 1. */
  int number() {
    return number;
  }

  byte[] bytes() {
    return line.clone();
  }

  /** The line as an object. */
  <T> T as(Class<T> type) {
    try {
      return JSON.read(text(), type);
    } catch (ProblemException e) {
      throw fault(e.getMessage().replaceFirst("^Line 1, column", "column"));
    }
  }

  /** The line as a workunit: its parameter alone, or an object. */
  Unit unit() {
    if (text().stripLeading().startsWith("\"")) {
      return new Unit(as(String.class), null);
    }
    UnitBody unit = as(UnitBody.class);
    if (unit.parameter() == null) {
      throw fault("\"parameter\" is needed.");
    }
    return unit.unit();
  }

  private String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw fault("UTF-8 expected.");
    }
  }

  /** What is wrong with the line. */
  ProblemException fault(String what) {
    return ProblemException.malformed("Line " + number + ": " + what);
  }
}
