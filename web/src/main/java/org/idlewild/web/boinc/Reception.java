package org.idlewild.web.boinc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.report.ClientOutputs;
import org.idlewild.web.http.BodyStream;
import org.idlewild.web.http.LostBody;
import org.idlewild.web.http.Upload;
import org.idlewild.work.Received;

/**
 * Answers a client that brings an output, or asks how far it is. Whatever happens, the client is
 * told whether to come again: one that is told to comes for two weeks. Threads: any.
 */
final class Reception {
  private static final long LONGEST = Upload.LIMIT + (1 << 20);

  private final Server server;

  Reception(Server server) {
    this.server = server;
  }

  /** What outputs are brought to. */
  interface Server {
    /** The output of a name; empty unless the server gave that name itself. */
    Optional<Names.Output> named(String name);

    /** Whether the project let a client upload so much under that name. */
    boolean isCertified(String name, long maxBytes, String certificate);

    /** How many bytes of an output are here. */
    long size(Names.Output output) throws IOException;

    /** Takes a piece of an output. */
    Received receive(ClientOutputs.Piece piece, InputStream content) throws IOException;
  }

  UploadReply answer(InputStream body) {
    try {
      InputStream bounded = new BodyStream(body, "The body", LONGEST);
      Element request = UploadHead.read(bounded);
      String asked = request.word("get_file_size");
      return asked.isEmpty()
          ? receive(UploadHead.of(request), bounded)
          : UploadReply.size(server.size(output(asked)));
    } catch (BadMarkup bad) {
      return UploadReply.never(bad.getMessage());
    } catch (Refused refused) {
      return refusal(refused);
    } catch (LostBody lost) {
      return UploadReply.later("The upload ended early.");
    } catch (IOException | RuntimeException failure) {
      return UploadReply.later(Complaints.incident(failure));
    }
  }

  private UploadReply receive(UploadHead head, InputStream content) throws IOException {
    Names.Output output = output(head.name());
    if (!server.isCertified(head.name(), head.maxBytes(), head.certificate())) {
      throw new Refused(Refused.Reason.FORBIDDEN, "the project did not sign this upload");
    }
    try {
      Received received = server.receive(head.piece(output), content);
      return received.complete()
          ? UploadReply.done()
          : UploadReply.later(received.offset() + " of " + head.bytes() + " bytes are here.");
    } catch (Refused refused) {
      // What is wrong with a file that came in parts may have gone wrong on its way: once more,
      // from the start. One that came at once was wrong before.
      boolean again = refused.reason() == Refused.Reason.MALFORMED && head.offset() > 0;
      return again ? UploadReply.later(Complaints.sentence(refused)) : refusal(refused);
    }
  }

  private Names.Output output(String name) {
    return server
        .named(name)
        .orElseThrow(
            () -> new Refused(Refused.Reason.NOT_FOUND, "this server gave no output that name"));
  }

  private static UploadReply refusal(Refused refused) {
    String sentence = Complaints.sentence(refused);
    return switch (refused.reason()) {
      case BUSY, FULL, CONFLICT -> UploadReply.later(sentence);
      default -> UploadReply.never(sentence);
    };
  }
}
