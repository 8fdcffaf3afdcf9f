package org.idlewild.scheduler.deletion;

import java.util.List;
import java.util.Optional;

/** A JSON object on one line, as the archive's files are made of. */
final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  /** Adds a field; an empty {@link Optional} is left out, all but numbers and lists are texts. */
  JsonLine put(String name, Object value) {
    if (value instanceof Optional<?> some) {
      some.ifPresent(there -> put(name, there));
      return this;
    }
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
    append(value);
    return this;
  }

  private void append(Object value) {
    if (value instanceof Number || value instanceof Boolean || value instanceof JsonLine) {
      text.append(value);
    } else if (value instanceof List<?> list) {
      text.append('[');
      for (int i = 0; i < list.size(); i++) {
        text.append(i == 0 ? "" : ",");
        append(list.get(i));
      }
      text.append(']');
    } else {
      quote(value.toString());
    }
  }

  private void quote(String value) {
    text.append('"');
    value.chars().forEach(this::escape);
    text.append('"');
  }

  private void escape(int c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append((char) c);
    } else if (c < ' ' || Character.isSurrogate((char) c)) {
      text.append(String.format("\\u%04x", c));
    } else {
      text.append((char) c);
    }
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
