package org.idlewild.web.boinc;

import java.nio.charset.StandardCharsets;

/** Texts for people out of what clients send, whose bytes were read as a character each. */
final class Words {
  private static final String NOT_SHOWN = "[\\p{Cntrl}&&[^\\t\\n]]";

  private Words() {}

  /** As people wrote it, mostly in UTF-8; control characters are left out. */
  static String of(String bytes) {
    String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return text.replaceAll(NOT_SHOWN, " ").strip();
  }

  /** Its beginning. */
  static String of(String bytes, int longest) {
    String text = of(bytes);
    return text.substring(0, whole(text, Math.min(longest, text.length())));
  }

  /** Its end. */
  static String tail(String bytes, int longest) {
    String text = of(bytes);
    return text.substring(whole(text, Math.max(0, text.length() - longest)));
  }

  /** Never between the halves of one character. */
  private static int whole(String text, int place) {
    boolean splits =
        place > 0
            && place < text.length()
            && Character.isLowSurrogate(text.charAt(place))
            && Character.isHighSurrogate(text.charAt(place - 1));
    return splits ? place - 1 : place;
  }
}
