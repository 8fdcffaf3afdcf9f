package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.idlewild.scheduler.Refused;
import org.idlewild.web.http.BodyStream;

/**
 * Hears a client's request out. Whatever is wrong with it or with the server, the client is told
 * when to try again. Threads: any.
 */
@Singleton
class Hearing {
  private static final long MOST_BYTES = 16L << 20;
  private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);
  private static final Duration AFTER_NONSENSE = Duration.ofMinutes(10);

  private final Names names;
  private final RequestRoom room;

  @Inject
  Hearing(Names names, RequestRoom room) {
    this.names = names;
    this.room = room;
  }

  /**
   * A reply to a request.
   *
   * @param answer what replies to one that was understood
   */
  String reply(InputStream body, Function<RpcRequest, String> answer) {
    try (RequestRoom.Share share = room.share()) {
      return answer.apply(RpcRequest.of(read(share.of(body)), names));
    } catch (BadMarkup bad) {
      return RpcReply.refusal(
          "The request was not understood: " + bad.getMessage(), AFTER_NONSENSE);
    } catch (IOException lost) {
      return lost.getCause() instanceof ZipException
          ? RpcReply.refusal("The request could not be unpacked.", AFTER_NONSENSE)
          : RpcReply.refusal("The request ended early.", AFTER_A_FAULT);
    } catch (Refused refused) {
      return RpcReply.refusal(Complaints.sentence(refused), AFTER_A_FAULT);
    } catch (RuntimeException failure) {
      return RpcReply.refusal(Complaints.incident(failure), AFTER_A_FAULT);
    }
  }

  /** Programs write bytes of any kind into it, so each byte counts as a character. */
  private static Element read(InputStream body) throws IOException, BadMarkup {
    InputStream bounded = new BodyStream(body, "A scheduler request", MOST_BYTES);
    String text = new String(bounded.readAllBytes(), StandardCharsets.ISO_8859_1);
    return Markup.read(text, "scheduler_request");
  }
}
