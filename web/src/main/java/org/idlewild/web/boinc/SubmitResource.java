package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.web.Now;

/**
 * Remote submission of jobs, as BOINC's tools ask for it. Who asks shows a researcher's API token:
 * the key that lies on each attached computer is of no use here.
 */
@Singleton
@Path("submit_rpc_handler.php")
@Produces(MediaType.TEXT_XML + ";charset=UTF-8")
public class SubmitResource {
  @Inject private Accounts accounts;
  @Inject private BatchCommands commands;
  @Inject private BatchQueries queries;
  @Inject private RequestRoom room;
  @Inject private Now now;

  /** Answers one request. */
  @POST
  @Consumes(MediaType.WILDCARD)
  public String request(@HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream body)
      throws IOException {
    StringBuilder name = new StringBuilder();
    return RemoteReply.of(
        name::toString,
        xml -> {
          try (RequestRoom.Share share = room.share()) {
            String text = RemoteForm.request(type, body, share);
            name.append(RemoteCall.name(text));
            answer(RemoteCall.of(text, accounts::caller), xml, now.instant());
          }
        });
  }

  private void answer(RemoteCall call, Xml xml, Instant at) throws IOException, BadMarkup {
    switch (call.name()) {
      case "create_batch" -> commands.create(call, xml, at);
      case "submit_batch" -> commands.submit(call, xml, at);
      case "estimate_batch" -> commands.estimate(call, xml, at);
      case "abort_batch" -> commands.abort(call, xml, at);
      case "abort_jobs" -> commands.abortJobs(call, xml, at);
      case "retire_batch" -> commands.retire(call, xml, at);
      case "set_expire_time" -> commands.expire(call, xml);
      case "query_batches" -> queries.batches(call, xml);
      case "query_batch" -> queries.batch(call, xml);
      case "query_batch2" -> queries.statuses(call, xml, at);
      case "query_job" -> queries.job(call, xml);
      case "query_completed_job" -> queries.completedJob(call, xml);
      case "get_templates" -> queries.templates(call, xml);
      case "ping" -> xml.number("success", 1L);
      default -> throw new BadMarkup("There is no request of this name.");
    }
  }
}
