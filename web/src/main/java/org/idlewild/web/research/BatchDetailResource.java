package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.web.Now;
import org.idlewild.web.http.FileAnswer;
import org.idlewild.web.http.ProblemException;
import org.idlewild.work.ServerState;

/** One batch: how far it is, what it is made of, what came out. */
@Singleton
@Path("batches/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class BatchDetailResource {
  @Inject private Batches batches;
  @Inject private Control control;
  @Inject private BatchViews views;
  @Inject private OutputFiles files;
  @Inject private Identity identity;
  @Inject private Now now;

  /** The batch. */
  @GET
  public BatchView batch(@PathParam("id") long id) {
    return views.batch(identity.caller(), id);
  }

  /** Deletes it once it ended; deleting twice does nothing more. */
  @DELETE
  public BatchView retire(@PathParam("id") long id) {
    batches.retire(identity.caller(), id, now.instant());
    return views.batch(identity.caller(), id);
  }

  /** Its workunits counted by how far they are; the eight counts sum to the total. */
  @GET
  @Path("progress")
  public Progress progress(@PathParam("id") long id) {
    return views.progress(identity.caller(), id);
  }

  /** Its results. */
  @GET
  @Path("results")
  public Listing<ResultView> results(
      @PathParam("id") long id,
      @QueryParam("state") String state,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Cursor place = Cursor.of("results", cursor, limit);
    return Listing.of(
        views.results(identity.caller(), id, state(state), place.after(), place.limit()), place);
  }

  private static Optional<ServerState> state(String name) {
    if (name == null) {
      return Optional.empty();
    }
    Optional<ServerState> state =
        Arrays.stream(ServerState.values()).filter(known -> known.name().equals(name)).findFirst();
    if (state.isEmpty()) {
      throw ProblemException.malformed(
          "state must be one of " + Arrays.toString(ServerState.values()) + ".");
    }
    return state;
  }

  /** Its workunits. */
  @GET
  @Path("workunits")
  public Listing<WorkunitView> workunits(
      @PathParam("id") long id,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Cursor place = Cursor.of("workunits", cursor, limit);
    return Listing.of(views.workunits(identity.caller(), id, place.after(), place.limit()), place);
  }

  /** Its output, once it is complete. */
  @GET
  @Path("output")
  @Produces(MediaType.WILDCARD)
  public Response output(@PathParam("id") long id, @Context HttpHeaders request) {
    return FileAnswer.get(files.output(identity.caller(), id), outputName(id), request);
  }

  /** The size and the digest of its output. */
  @HEAD
  @Path("output")
  @Produces(MediaType.WILDCARD)
  public Response outputHead(@PathParam("id") long id, @Context HttpHeaders request) {
    return FileAnswer.head(files.output(identity.caller(), id), outputName(id), request);
  }

  private static String outputName(long id) {
    return "batch-" + id + ".out";
  }

  /** Cancels it; cancelling twice does nothing more. */
  @POST
  @Path("cancel")
  public BatchView cancel(@PathParam("id") long id) {
    batches.cancel(identity.caller(), id, now.instant());
    return views.batch(identity.caller(), id);
  }

  /** Lets it rest; pausing twice does nothing more. */
  @POST
  @Path("pause")
  public BatchView pause(@PathParam("id") long id) {
    control.pauseBatch(identity.caller(), id, now.instant());
    return views.batch(identity.caller(), id);
  }

  /** Lets it go on. */
  @POST
  @Path("resume")
  public BatchView resume(@PathParam("id") long id) {
    control.resumeBatch(identity.caller(), id, now.instant());
    return views.batch(identity.caller(), id);
  }
}
