package org.idlewild.web.boinc;

import java.io.IOException;
import java.util.function.Supplier;
import org.idlewild.scheduler.Refused;
import org.idlewild.web.http.ProblemException;

/**
 * Answers as BOINC's tools read them: HTTP's 200 whatever was wrong, unless the server cannot serve
 * now.
 */
final class RemoteReply {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n";
  private static final long ERROR = -1;

  private RemoteReply() {}

  /** What answers a request. */
  interface Answer {
    /** Between the tags of the answer, which is named as the request. */
    void write(Xml xml) throws IOException, BadMarkup;
  }

  /** The whole answer. */
  static String of(String name, Answer answer) throws IOException {
    return of(() -> name, answer);
  }

  /**
   * The same.
   *
   * @param named the request's name, once the answer knows it
   */
  static String of(Supplier<String> named, Answer answer) throws IOException {
    try {
      Xml xml = new Xml();
      answer.write(xml);
      return wrapped(named.get(), xml.toString());
    } catch (BadMarkup bad) {
      return error(named.get(), bad.getMessage());
    } catch (ProblemException bad) {
      return error(named.get(), bad.getMessage());
    } catch (Refused refused) {
      checkOutage(refused);
      return error(named.get(), Complaints.sentence(refused));
    }
  }

  /** Lets a caller try again what cannot be served now. */
  static void checkOutage(Refused refused) {
    if (refused.reason() == Refused.Reason.BUSY || refused.reason() == Refused.Reason.FULL) {
      throw refused;
    }
  }

  private static String error(String name, String sentence) {
    return wrapped(
        name,
        new Xml()
            .begin("error")
            .number("error_num", ERROR)
            .word("error_msg", sentence)
            .end("error")
            .toString());
  }

  private static String wrapped(String name, String content) {
    return name.isEmpty()
        ? HEAD + content
        : HEAD + "<" + name + ">\n" + content + "</" + name + ">\n";
  }
}
