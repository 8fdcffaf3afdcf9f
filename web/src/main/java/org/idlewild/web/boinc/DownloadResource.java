package org.idlewild.web.boinc;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.dispatch.ClientFiles;
import org.idlewild.web.http.FileAnswer;
import org.idlewild.web.http.Problem;

/**
 * Files to BOINC's clients, which show nobody's name when they fetch one: the mark in the address
 * is the permission, and only a reply to a host gives it away.
 */
@Singleton
@Path("download/{mark}/{file}")
@Produces(MediaType.WILDCARD)
public class DownloadResource {
  @Inject private Names names;
  @Inject private ClientFiles files;
  @Inject private Instance<ExtraFiles> extras;

  /** A file, or the part of it that a client lacks. */
  @GET
  public Response get(
      @PathParam("mark") String mark,
      @PathParam("file") String file,
      @Context HttpHeaders request) {
    return content(mark, file)
        .map(content -> FileAnswer.get(content, file, request))
        .map(DownloadResource::plain)
        .orElseGet(DownloadResource::nothing);
  }

  /** A file's size. */
  @HEAD
  public Response head(
      @PathParam("mark") String mark,
      @PathParam("file") String file,
      @Context HttpHeaders request) {
    return content(mark, file)
        .map(content -> FileAnswer.head(content, file, request))
        .orElseGet(DownloadResource::nothing);
  }

  /** Who guesses is not told whether the mark or the file was wrong. */
  private Optional<FileContent> content(String mark, String file) {
    return Names.sha256(file)
        .filter(sha256 -> names.isFetchMark(mark, file))
        .flatMap(sha256 -> files.file(sha256).or(() -> extra(file)));
  }

  private Optional<FileContent> extra(String file) {
    return extras.stream().map(extra -> extra.named(file)).flatMap(Optional::stream).findFirst();
  }

  /** A client gives up what it hears this of; after any other refusal it comes again. */
  private static Response nothing() {
    return Response.status(Response.Status.NOT_FOUND)
        .type(MediaType.TEXT_PLAIN_TYPE)
        .entity("There is no such file.\n")
        .build();
  }

  private static Response plain(Response answer) {
    return answer.getEntity() instanceof Problem problem
        ? Response.fromResponse(answer)
            .type(MediaType.TEXT_PLAIN_TYPE)
            .entity(problem.detail() + "\n")
            .build()
        : answer;
  }
}
