package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.ClientAccounts;
import org.idlewild.web.Now;
import org.idlewild.web.http.BodyStream;
import org.idlewild.web.http.LostBody;

/**
 * The scheduler RPC: reports in, work out. Whatever is wrong, a client is told when to try again.
 */
@Singleton
@Path("/")
public class RpcResource {
  private static final long MOST_BYTES = 16L << 20;
  private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);
  private static final Duration AFTER_NONSENSE = Duration.ofMinutes(10);
  private static final Duration UNTIL_SOMEBODY_ACTS = Duration.ofHours(1);

  @Inject private ProjectKeys keys;
  @Inject private ClientAccounts accounts;
  @Inject private Names names;
  @Inject private Exchange exchange;
  @Inject private Now now;

  /** One exchange with a client. */
  @POST
  @Path(ProjectResource.SCHEDULER)
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.TEXT_XML + ";charset=UTF-8")
  public String poll(InputStream body, @Context UriInfo asked) {
    if (!keys.isOpen()) {
      return RpcReply.refusal("This project serves no BOINC clients.", UNTIL_SOMEBODY_ACTS);
    }
    try {
      return answer(RpcRequest.of(read(body), names), asked);
    } catch (BadMarkup bad) {
      return RpcReply.refusal(
          "The request was not understood: " + bad.getMessage(), AFTER_NONSENSE);
    } catch (LostBody lost) {
      return RpcReply.refusal("The request ended early.", AFTER_A_FAULT);
    } catch (IOException failure) {
      return RpcReply.refusal("The request could not be unpacked.", AFTER_NONSENSE);
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

  private String answer(RpcRequest request, UriInfo asked) {
    return accounts
        .withKey(request.key())
        .map(caller -> exchange.answer(caller, request, asked, now.instant()))
        .orElseGet(
            () ->
                RpcReply.refusal(
                    "Invalid or missing account key. To fix this, remove the project and add it again.",
                    UNTIL_SOMEBODY_ACTS));
  }
}
