package org.idlewild.web.boinc;

import java.util.List;
import java.util.Optional;

/**
 * An element of what a client sent.
 *
 * @param name of its tag
 * @param text in it, outside of its children, decoded
 * @param inside all between its tags
 * @param children in their order
 */
record Element(String name, String text, Part inside, List<Element> children) {

  /**
   * A part of what was sent. Elements lie in each other, so each with a copy of its own would take
   * many times the room of the whole.
   */
  record Part(String source, int begin, int end) {}

  Element {
    children = List.copyOf(children);
  }

  /** One that lies nowhere. */
  Element(String name, String text, String raw, List<Element> children) {
    this(name, text, new Part(raw, 0, raw.length()), children);
  }

  /** All between its tags, as it came. */
  String raw() {
    return inside.source.substring(inside.begin, inside.end);
  }

  /** The first child of a name. */
  Optional<Element> child(String named) {
    return children.stream().filter(child -> child.name.equals(named)).findFirst();
  }

  /** All children of a name. */
  List<Element> children(String named) {
    return children.stream().filter(child -> child.name.equals(named)).toList();
  }

  /** A child's text without the space around it; empty when there is no such child. */
  String word(String named) {
    return child(named).map(child -> child.text.strip()).orElse("");
  }

  /** As BOINC writes yes: {@code <x/>} or {@code <x>1</x>}. */
  boolean flag(String named) {
    return child(named)
        .map(child -> child.text.strip())
        .filter(text -> !text.equals("0"))
        .isPresent();
  }

  /** A child's number; what is none, or beyond all numbers, counts as 0, as with BOINC. */
  double number(String named) {
    try {
      double number = Double.parseDouble(word(named));
      return Double.isFinite(number) ? number : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A child's whole number, cut where it has a fraction or is too large. */
  long whole(String named) {
    return (long) number(named);
  }
}
