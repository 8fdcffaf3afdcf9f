package org.idlewild.web.boinc;

import java.io.IOException;
import java.io.InputStream;
import org.idlewild.scheduler.report.ClientOutputs;

/**
 * What a client says before the bytes of a file.
 *
 * @param name of the output, marked
 * @param maxBytes that the client was given with the name
 * @param certificate of both, in any layout of lines
 * @param bytes size of the whole file
 * @param md5 of the whole file
 * @param offset of the first byte that follows
 */
record UploadHead(
    String name, long maxBytes, String certificate, long bytes, String md5, long offset) {
  private static final int LONGEST = 16 * 1024;
  private static final String END = "<data>\n";

  /**
   * Reads the text up to the line before the file's bytes, and none of those; or all there is, when
   * none follow.
   *
   * @throws BadMarkup when it is longer than any client's
   */
  static Element read(InputStream body) throws IOException, BadMarkup {
    StringBuilder text = new StringBuilder();
    for (int c = body.read(); c >= 0; c = body.read()) {
      text.append((char) c);
      if (c == '\n' && endsHere(text)) {
        break;
      }
      if (text.length() > LONGEST) {
        throw new BadMarkup(
            "At most " + LONGEST + " bytes are expected before <data> on a line of its own.");
      }
    }
    return Markup.read(text.toString(), "data_server_request");
  }

  private static boolean endsHere(StringBuilder text) {
    int begin = text.length() - END.length();
    return begin >= 0 && text.indexOf(END, begin) == begin;
  }

  /**
   * The same as values.
   *
   * @throws BadMarkup when something is missing
   */
  static UploadHead of(Element request) throws BadMarkup {
    Element upload = child(request, "file_upload");
    Element file = child(upload, "file_info");
    child(upload, "data");
    UploadHead head =
        new UploadHead(
            file.word("name"),
            file.whole("max_nbytes"),
            file.word("xml_signature"),
            child(upload, "nbytes").text().isBlank() ? -1 : upload.whole("nbytes"),
            upload.word("md5_cksum"),
            upload.whole("offset"));
    if (head.bytes < 0 || head.offset < 0) {
      throw new BadMarkup("<nbytes> and <offset> are expected to be no less than 0.");
    }
    if (!head.md5.matches("[0-9a-f]{32}")) {
      throw new BadMarkup("<md5_cksum> is expected to have 32 hexadecimal digits.");
    }
    return head;
  }

  ClientOutputs.Piece piece(Names.Output output) {
    return new ClientOutputs.Piece(output.result(), output.name(), md5, offset, bytes, maxBytes);
  }

  private static Element child(Element parent, String name) throws BadMarkup {
    return parent
        .child(name)
        .orElseThrow(
            () -> new BadMarkup("<" + name + "> was expected in <" + parent.name() + ">."));
  }
}
