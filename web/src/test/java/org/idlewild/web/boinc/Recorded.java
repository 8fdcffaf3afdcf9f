package org.idlewild.web.boinc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Bodies of requests that the stock client sent, byte for byte. */
final class Recorded {
  static final List<String> ALL =
      List.of(
          "first-contact",
          "finished",
          "failures",
          "more-failures",
          "sticky",
          "trickle",
          "account-manager",
          "account-manager-again",
          "upload");

  private Recorded() {}

  /** A body, each byte a character. */
  static String text(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("traffic/" + name + ".xml")) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
