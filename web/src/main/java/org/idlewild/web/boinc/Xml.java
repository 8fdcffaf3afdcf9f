package org.idlewild.web.boinc;

import java.util.Locale;

/** Writes what clients read: one element a line. Used by one thread. */
final class Xml {
  private final StringBuilder text = new StringBuilder();

  /** Begins an element that holds others. */
  Xml begin(String name) {
    return line("<" + name + ">");
  }

  Xml end(String name) {
    return line("</" + name + ">");
  }

  /** An element with a text. */
  Xml word(String name, String value) {
    return line("<" + name + ">" + Entities.encoded(value) + "</" + name + ">");
  }

  Xml number(String name, long value) {
    return line("<" + name + ">" + value + "</" + name + ">");
  }

  /** With a point, whatever the country. */
  Xml number(String name, double value) {
    return line("<" + name + ">" + String.format(Locale.ROOT, "%.6f", value) + "</" + name + ">");
  }

  /** One that says something by being there. */
  Xml flag(String name) {
    return line("<" + name + "/>");
  }

  /** One whose lines a client takes as they are, such as a key. */
  Xml lines(String name, String lines) {
    return begin(name).line(lines.strip()).end(name);
  }

  /** A line as it is. */
  Xml line(String line) {
    text.append(line).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
