package org.idlewild.web.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.idlewild.protocol.Protocol;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.dispatch.TaskFiles;
import org.idlewild.scheduler.report.Checkpoints;
import org.idlewild.scheduler.report.Outputs;
import org.idlewild.web.Now;
import org.idlewild.web.http.Digests;
import org.idlewild.web.http.FileAnswer;
import org.idlewild.web.http.PlainName;
import org.idlewild.web.http.Upload;
import org.idlewild.web.http.UploadAnswer;

/** Files to hosts and outputs from them, each in parts if need be. */
@Singleton
@InSession
@Path("/")
@Produces(MediaType.WILDCARD)
public class TransferResource {
  private static final String FILE = Protocol.FILES + "/{sha256}";
  private static final String OUTPUT = Protocol.RESULTS + "/{id}/outputs/{name}";

  private static final String CHECKPOINT = Protocol.RESULTS + "/{id}/checkpoint";

  @Inject private TaskFiles files;
  @Inject private Checkpoints checkpoints;
  @Inject private Outputs outputs;
  @Inject private Speaker speaker;
  @Inject private Now now;

  /** A file of a task on this host. */
  @GET
  @Path(FILE)
  public Response file(@PathParam("sha256") String sha256, @Context HttpHeaders request) {
    return FileAnswer.get(content(sha256), sha256, request);
  }

  /** The size of a file of a task on this host. */
  @HEAD
  @Path(FILE)
  public Response fileHead(@PathParam("sha256") String sha256, @Context HttpHeaders request) {
    return FileAnswer.head(content(sha256), sha256, request);
  }

  private FileContent content(String sha256) {
    return files.file(speaker.host(), Digests.hex(sha256));
  }

  /** How much of an output is here. */
  @HEAD
  @Path(OUTPUT)
  public Response state(@PathParam("id") long id, @PathParam("name") String name) {
    return UploadAnswer.head(outputs.stateOf(speaker.host(), id, PlainName.of(name)));
  }

  /** How much of a checkpoint is here. */
  @HEAD
  @Path(CHECKPOINT)
  public Response checkpointState(@PathParam("id") long id) {
    return UploadAnswer.head(checkpoints.stateOf(speaker.host(), id));
  }

  /** Takes a checkpoint or a part of it. */
  @PUT
  @Path(CHECKPOINT)
  @Consumes(MediaType.WILDCARD)
  public Response putCheckpoint(
      @PathParam("id") long id,
      @HeaderParam(Protocol.REPR_DIGEST) String digest,
      @Context HttpHeaders headers,
      InputStream body)
      throws IOException {
    Upload upload = Upload.of(headers, body);
    return UploadAnswer.put(
        checkpoints.receive(
            speaker.host(),
            id,
            Digests.sha256(digest),
            upload.offset(),
            upload.total(),
            upload.content(),
            now.instant()));
  }

  /** Takes an output or a part of it. */
  @PUT
  @Path(OUTPUT)
  @Consumes(MediaType.WILDCARD)
  public Response put(
      @PathParam("id") long id,
      @PathParam("name") String name,
      @HeaderParam(Protocol.REPR_DIGEST) String digest,
      @Context HttpHeaders headers,
      InputStream body)
      throws IOException {
    Upload upload = Upload.of(headers, body);
    return UploadAnswer.put(
        outputs.receive(
            speaker.host(),
            id,
            PlainName.of(name),
            Digests.sha256(digest),
            upload.offset(),
            upload.total(),
            upload.content(),
            now.instant()));
  }
}
