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
      char c = text.charAt(i);
      int end =
          c == '&' ? text.substring(i, Math.min(text.length(), i + LONGEST)).indexOf(';') : -1;
      String named = end > 0 ? character(text.substring(i + 1, i + end)) : "";
      if (named.isEmpty()) {
        decoded.append(c);
      } else {
        decoded.append(named);
        i += end;
      }
    }
    return decoded.toString();
  }

  private static String character(String name) {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> name.startsWith("#") ? byNumber(name.substring(1)) : "";
    };
  }

  private static String byNumber(String digits) {
    try {
      int number = Integer.parseInt(digits);
      return Character.isValidCodePoint(number) && number > 0 ? Character.toString(number) : "";
    } catch (NumberFormatException e) {
      return "";
    }
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
