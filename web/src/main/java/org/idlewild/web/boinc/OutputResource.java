package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.status.JobViews;
import org.idlewild.web.http.FileAnswer;

/**
 * Outputs of jobs, for BOINC's tools: they put the token into the address, so nothing here may log
 * it. Of tokens the server keeps no more than a hash, so sums of them with names are of no use.
 */
@Singleton
@Path("get_output.php")
@Produces(MediaType.WILDCARD)
public class OutputResource {
  @Inject private Accounts accounts;
  @Inject private JobViews jobs;
  @Inject private RemoteNames names;

  /** An output of a job's answer. */
  @GET
  public Response output(
      @QueryParam("cmd") String command,
      @QueryParam("auth_str") String token,
      @QueryParam("wu_name") String job,
      @QueryParam("file_num") int number,
      @Context HttpHeaders request) {
    if (!"workunit_file".equals(command)) {
      return error("only cmd=workunit_file is served here; the others need a sum of the token");
    }
    try {
      Caller caller =
          accounts
              .caller(Objects.requireNonNullElse(token, ""))
              .orElseThrow(() -> new Refused(Refused.Reason.FORBIDDEN, "auth_str is no API token"));
      long id = names.job(caller, Objects.requireNonNullElse(job, ""));
      return FileAnswer.get(jobs.output(caller, id, number), job + "_" + number, request);
    } catch (Refused refused) {
      RemoteReply.checkOutage(refused);
      return error(refused.getMessage());
    }
  }

  /** With a status that no tool takes for a file's. */
  private static Response error(String sentence) {
    return Response.status(Response.Status.NOT_FOUND)
        .type(MediaType.TEXT_PLAIN_TYPE)
        .entity("ERROR: " + sentence + "\n")
        .build();
  }
}
