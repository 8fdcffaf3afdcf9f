package org.idlewild.web.agent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.idlewild.protocol.Protocol;
import org.idlewild.web.http.ProblemException;

/**
 * Limits on what a host may say; texts for people are cut, everything else outside its limits is
 * refused with 400.
 */
final class Checks {
  /** The most items of a list. */
  static final int LIST = 1000;

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

  private Checks() {}

  static void protocol(int version) {
    if (version < 1 || version > Protocol.VERSION) {
      throw ProblemException.malformed(
          "The server speaks protocol " + Protocol.VERSION + ", the request says " + version + ".");
    }
  }

  static <T> T present(String name, T value) {
    if (value == null) {
      throw ProblemException.malformed("\"" + name + "\" is needed.");
    }
    return value;
  }

  /** A list that may be missing but not hold null, nor more than {@link #LIST} items. */
  static <T> List<T> list(String name, List<T> items) {
    if (items == null) {
      return List.of();
    }
    if (items.size() > LIST) {
      throw ProblemException.malformed("\"" + name + "\" has at most " + LIST + " items.");
    }
    items.forEach(item -> present(name, item));
    return List.copyOf(items);
  }

  /** A text for people: never null, without control characters, cut to a length. */
  static String text(String text, int longest) {
    if (text == null) {
      return "";
    }
    String plain = text.replaceAll("[\\p{Cntrl}&&[^\\t\\n]]", " ").strip();
    int end = Math.min(longest, plain.length());
    boolean splitsPair =
        end > 0 && end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1));
    return plain.substring(0, splitsPair ? end - 1 : end);
  }

  /** The end of a text, at most so many bytes of UTF-8. */
  static String tail(String text, int bytes) {
    byte[] all = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    if (all.length <= bytes) {
      return text == null ? "" : text;
    }
    int start = all.length - bytes;
    while (start < all.length && (all[start] & 0xC0) == 0x80) {
      start++;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    try {
      return decoder.decode(ByteBuffer.wrap(all, start, all.length - start)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("malformed input is replaced", e);
    }
  }

  /** A short word that programs compare, such as a platform. */
  static String word(String name, String word) {
    if (word == null || !WORD.matcher(word).matches()) {
      throw ProblemException.malformed(
          "\""
              + name
              + "\" must be 1 to 64 letters, digits, dots, dashes, underscores or plus signs.");
    }
    return word;
  }

  static long count(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw ProblemException.malformed("\"" + name + "\" must be from 0 to " + most + ".");
    }
    return value;
  }

  static double amount(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw ProblemException.malformed("\"" + name + "\" must be a number from 0 to " + most + ".");
    }
    return value;
  }

  /**
   * What a host measured, cut to what is possible. It is not refused: nothing rests on it, and a
   * refusal would hold up every other report of the poll for ever.
   */
  static double measured(double value, double most) {
    return value >= 0 ? Math.min(value, most) : 0;
  }

  static long id(String name, long value) {
    if (value < 1) {
      throw ProblemException.malformed("\"" + name + "\" must be 1 or more.");
    }
    return value;
  }

  static byte[] base64(String name, String text) {
    try {
      if (present(name, text).length() <= 4096) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // Said below, together with what is too long.
    }
    throw ProblemException.malformed("\"" + name + "\" must be base64 of at most 4096 characters.");
  }
}
