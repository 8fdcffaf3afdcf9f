package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
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
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.web.Now;
import org.idlewild.web.http.Digests;
import org.idlewild.web.http.FileAnswer;
import org.idlewild.web.http.ProblemException;
import org.idlewild.web.http.Upload;
import org.idlewild.web.http.UploadAnswer;

/** A researcher's files, named by their SHA-256; an upload can be taken up where it stopped. */
@Singleton
@Path("files/{sha256}")
@Produces(MediaType.WILDCARD)
public class FileResource {
  private final Intake intake;
  private final BatchViews views;
  private final Identity identity;
  private final Now now;

  /** Speaks for the request's caller. */
  @Inject
  public FileResource(Intake intake, BatchViews views, Identity identity, Now now) {
    this.intake = intake;
    this.views = views;
    this.identity = identity;
    this.now = now;
  }

  /** Takes a file or a part of it. */
  @PUT
  @Consumes(MediaType.WILDCARD)
  public Response put(
      @PathParam("sha256") String sha256, @Context HttpHeaders headers, InputStream body)
      throws IOException {
    String digest = headers.getHeaderString("Repr-Digest");
    if (digest != null && !Digests.sha256(digest).equals(Digests.hex(sha256))) {
      throw ProblemException.malformed("Repr-Digest is not the SHA-256 in the address.");
    }
    Upload upload = Upload.of(headers, body);
    return UploadAnswer.put(
        intake.receive(
            identity.caller(),
            Digests.hex(sha256),
            upload.offset(),
            upload.total(),
            upload.content(),
            now.instant()));
  }

  /** How much of a file is here. */
  @HEAD
  public Response head(@PathParam("sha256") String sha256) {
    return UploadAnswer.head(intake.stateOf(identity.caller(), Digests.hex(sha256)));
  }

  /** The file. */
  @GET
  public Response get(@PathParam("sha256") String sha256, @Context HttpHeaders request) {
    return FileAnswer.get(views.file(identity.caller(), Digests.hex(sha256)), sha256, request);
  }
}
