package org.idlewild.web.boinc;

/** Characters that markup has names for. */
final class Entities {
  private static final int LONGEST = 8;

  private Entities() {}

  /** What is no name of a character stays as it is. */
  static String decoded(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int end = text.charAt(i) == '&' ? endOfName(text, i + 1) : -1;
      String named = end < 0 ? "" : character(text.substring(i + 1, end));
      if (named.isEmpty()) {
        decoded.append(text.charAt(i));
      } else {
        decoded.append(named);
        i = end;
      }
    }
    return decoded.toString();
  }

  /** Where a name that begins here ends; -1 when it is too long to be one. */
  private static int endOfName(String text, int begin) {
    int most = Math.min(text.length(), begin + LONGEST - 1);
    for (int i = begin; i < most; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static String character(String name) {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> name.startsWith("#") ? byNumber(name) : "";
    };
  }

  /** Text may be full of what only looks like one, so little is made of it, and nothing thrown. */
  private static String byNumber(String name) {
    int number = 0;
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return "";
      }
      number = 10 * number + (c - '0');
    }
    return number > 0 ? Character.toString(number) : "";
  }

  /** As an element's text, or an attribute's between double quotes. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> encoded.append("&amp;");
        case '<' -> encoded.append("&lt;");
        case '>' -> encoded.append("&gt;");
        case '"' -> encoded.append("&quot;");
        default -> encoded.append(c);
      }
    }
    return encoded.toString();
  }
}
