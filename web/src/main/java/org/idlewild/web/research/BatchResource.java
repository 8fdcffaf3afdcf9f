package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.batch.StreamedBatches;
import org.idlewild.scheduler.batch.Submitted;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.web.Now;
import org.idlewild.web.http.BodyStream;

/** Batches: submitting and listing them. */
@Singleton
@Path("batches")
@Produces(MediaType.APPLICATION_JSON)
public class BatchResource {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  @Inject private Batches batches;
  @Inject private StreamedBatches streamed;
  @Inject private BatchViews views;
  @Inject private Intake intake;
  @Inject private Identity identity;
  @Inject private Now now;

  /** Submits a batch that is all JSON. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response submit(@HeaderParam(IDEMPOTENCY_KEY) String key, BatchBody body) {
    return submit(key, Bodies.present(body).request(null, List.of()));
  }

  /** Submits a batch with its files. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response submit(
      @HeaderParam(IDEMPOTENCY_KEY) String key,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      InputStream body)
      throws IOException {
    return submit(
        key,
        BatchUpload.read(
            contentType,
            body,
            (content, limit) -> intake.keep(identity.caller(), content, limit, now.instant())));
  }

  /** Submits a batch line by line; hosts begin with the first workunits. */
  @POST
  @Consumes("application/x-ndjson")
  public Response stream(@HeaderParam(IDEMPOTENCY_KEY) String key, InputStream body)
      throws IOException {
    InputStream lines = new BodyStream(Bodies.present(body), "The batch", Long.MAX_VALUE);
    return answer(
        new BatchLines(lines)
            .read(Idempotency.text(key), head -> streamed.open(identity.caller(), head, now)));
  }

  private Response submit(String key, BatchRequest request) {
    return answer(
        batches.submit(identity.caller(), request, Idempotency.key(key, request), now.instant()));
  }

  private Response answer(Submitted submitted) {
    return Response.status(submitted.created() ? 201 : 200)
        .location(URI.create("batches/" + submitted.batchId()))
        .entity(views.batch(identity.caller(), submitted.batchId()))
        .build();
  }

  /** The caller's batches, newest first; an operator's are everybody's. */
  @GET
  public Listing<BatchView> page(
      @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
    Cursor place = Cursor.of("batches", cursor, limit);
    return Listing.of(views.page(identity.caller(), place.after(), place.limit()), place);
  }
}
