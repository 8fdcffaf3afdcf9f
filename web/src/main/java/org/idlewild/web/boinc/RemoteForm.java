package org.idlewild.web.boinc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.idlewild.web.http.BodyStream;
import org.idlewild.web.http.Parts;

/** The field {@code request} of a form, which may come with files. */
final class RemoteForm {
  private static final long MOST_BYTES = 16L << 20;
  private static final String FIELD = "request";
  private static final String BEGIN = FIELD + "=";

  private RemoteForm() {}

  /** Takes a file that came with a request. */
  interface Taker {
    void take(String request, InputStream content) throws IOException, BadMarkup;
  }

  /**
   * The request of a form; files that come with it go nowhere.
   *
   * @param share for the request itself, which is held in memory
   */
  static String request(String contentType, InputStream body, RequestRoom.Share share)
      throws IOException, BadMarkup {
    return request(contentType, body, share, (request, content) -> {});
  }

  /**
   * The same.
   *
   * @param files gets each file after the request, in their order
   */
  static String request(String contentType, InputStream body, RequestRoom.Share share, Taker files)
      throws IOException, BadMarkup {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/form-data")) {
      return multipart(contentType, body, new Fields(share, files));
    }
    String text = text(share.of(body));
    for (String field : text.split("&", -1)) {
      if (field.startsWith(BEGIN)) {
        return decoded(field.substring(BEGIN.length()));
      }
    }
    throw new BadMarkup("A form with a field named request was expected.");
  }

  private static String decoded(String value) throws BadMarkup {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException bad) {
      throw new BadMarkup("The form's field is not encoded as forms are.");
    }
  }

  private static String text(InputStream body) throws IOException {
    return new String(
        new BodyStream(body, "A request", MOST_BYTES).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String multipart(String contentType, InputStream body, Fields fields)
      throws IOException, BadMarkup {
    Parts.each(contentType, body, fields::take);
    if (fields.bad != null) {
      throw fields.bad;
    }
    if (fields.request == null) {
      throw new BadMarkup("A form with a field named request was expected.");
    }
    return fields.request;
  }

  private static final class Fields {
    private final RequestRoom.Share share;
    private final Taker files;
    private String request;
    private BadMarkup bad;

    Fields(RequestRoom.Share share, Taker files) {
      this.share = share;
      this.files = files;
    }

    private void take(Parts.Part part) throws IOException {
      try {
        if (part.name().equals(FIELD) && part.fileName().isEmpty()) {
          request = text(share.of(part.content()));
        } else if (request == null) {
          bad = new BadMarkup("The field named request comes before the files.");
        } else if (bad == null) {
          files.take(request, part.content());
        }
      } catch (BadMarkup first) {
        bad = first;
      }
    }
  }
}
