package org.idlewild.web.boinc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads what BOINC's clients send. It looks like XML and need not be: what programs wrote into it
 * is not escaped, tags may be left open, attributes mean nothing. Whatever can be understood is;
 * the time it takes grows with the length of the text and no faster.
 */
final class Markup {
  private static final int MOST_ELEMENTS = 200_000;
  private static final int MOST_DEPTH = 40;
  private static final int LONGEST_TAG = 1000;
  private static final String DATA = "<![CDATA[";
  private static final String DATA_END = "]]>";
  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";

  private final String source;
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;
  private int elements;

  private Markup(String source) {
    this.source = source;
  }

  /** An element whose end has not come yet. */
  private static final class Open {
    final String name;
    final int begin;
    final StringBuilder text = new StringBuilder();
    final List<Element> children = new ArrayList<>();

    Open(String name, int begin) {
      this.name = name;
      this.begin = begin;
    }
  }

  /**
   * Reads a text.
   *
   * @param source bytes as characters, each for itself: programs write what they like
   * @param root the name of the element that is expected
   * @throws BadMarkup when there is none of that name, or more in it than any client sends
   */
  static Element read(String source, String root) throws BadMarkup {
    return new Markup(source)
        .all()
        .child(root)
        .orElseThrow(() -> new BadMarkup("<" + root + "> was expected."));
  }

  private Element all() throws BadMarkup {
    open.push(new Open("", 0));
    while (at < source.length()) {
      int tag = source.indexOf('<', at);
      text(tag < 0 ? source.length() : tag);
      if (tag >= 0) {
        tag();
      }
    }
    while (open.size() > 1) {
      close(source.length());
    }
    Open top = open.pop();
    return new Element("", top.text.toString(), source, top.children);
  }

  private void text(int end) {
    open.element().text.append(Entities.decoded(source.substring(at, end)));
    at = end;
  }

  private void tag() throws BadMarkup {
    if (source.startsWith(DATA, at)) {
      int end = source.indexOf(DATA_END, at);
      int stop = end < 0 ? source.length() : end;
      open.element().text.append(source, at + DATA.length(), stop);
      at = end < 0 ? stop : end + DATA_END.length();
    } else if (source.startsWith(COMMENT, at)) {
      int end = source.indexOf(COMMENT_END, at);
      at = end < 0 ? source.length() : end + COMMENT_END.length();
    } else {
      named();
    }
  }

  private void named() throws BadMarkup {
    int begin = at;
    int end = endOfTag(begin + 1);
    if (end < 0) {
      open.element().text.append('<');
      at = begin + 1;
      return;
    }
    at = end + 1;
    boolean closes = source.charAt(begin + 1) == '/';
    int nameAt = begin + (closes ? 2 : 1);
    int nameEnd = nameAt;
    while (isOfName(source.charAt(nameEnd))) {
      nameEnd++;
    }
    if (nameEnd == nameAt) {
      // A declaration, or text of a program's.
      return;
    }
    String name = source.substring(nameAt, nameEnd);
    if (closes) {
      end(name, begin);
    } else {
      begin(name, source.charAt(end - 1) == '/');
    }
  }

  /** Of a tag that is short enough to be one and holds no other; -1 otherwise. */
  private int endOfTag(int from) {
    int most = Math.min(source.length(), from + LONGEST_TAG);
    for (int i = from; i < most; i++) {
      char c = source.charAt(i);
      if (c == '>') {
        return i;
      }
      if (c == '<') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private void begin(String name, boolean empty) throws BadMarkup {
    elements++;
    if (elements > MOST_ELEMENTS) {
      throw new BadMarkup("At most " + MOST_ELEMENTS + " elements are expected.");
    }
    if (empty) {
      open.element().children.add(new Element(name, "", "", List.of()));
    } else if (open.size() < MOST_DEPTH) {
      open.push(new Open(name, at));
    }
  }

  /** Those within that were left open end with it; an end without a beginning is nothing. */
  private void end(String name, int tagAt) {
    if (open.stream().limit(open.size() - 1L).noneMatch(one -> one.name.equals(name))) {
      return;
    }
    while (!open.element().name.equals(name)) {
      close(tagAt);
    }
    close(tagAt);
  }

  private void close(int end) {
    Open done = open.pop();
    open.element()
        .children
        .add(
            new Element(
                done.name,
                done.text.toString(),
                new Element.Part(source, done.begin, end),
                done.children));
  }
}
