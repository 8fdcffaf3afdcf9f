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
import java.io.InputStream;
import java.time.Duration;
import org.idlewild.scheduler.access.ClientAccounts;
import org.idlewild.web.Now;

/**
 * The scheduler RPC: reports in, work out. Whatever is wrong, a client is told when to try again.
 */
@Singleton
@Path("/")
public class RpcResource {
  private static final Duration UNTIL_SOMEBODY_ACTS = Duration.ofHours(1);

  @Inject private ProjectKeys keys;
  @Inject private ClientAccounts accounts;
  @Inject private Hearing hearing;
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
    return hearing.reply(body, request -> answer(request, asked));
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
