package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.status.AppVersionView;
import org.idlewild.scheduler.status.AppView;
import org.idlewild.scheduler.status.AppViews;
import org.idlewild.web.Now;
import org.idlewild.work.AppVersion;

/** Apps and their versions. */
@Singleton
@Path("apps")
@Produces(MediaType.APPLICATION_JSON)
public class AppResource {
  @Inject private Apps apps;
  @Inject private AppViews views;
  @Inject private Intake intake;
  @Inject private Identity identity;
  @Inject private Now now;

  /** Registers an app. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response register(AppRequest body) {
    apps.register(identity.caller(), Bodies.present(body), now.instant());
    AppView app = views.named(identity.caller(), body.name());
    return Response.created(address(app.name())).entity(app).build();
  }

  /** All apps. */
  @GET
  public Listing<AppView> all(
      @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
    Cursor place = Cursor.of("apps", cursor, limit);
    return Listing.slice(views.all(identity.caller()), place);
  }

  /** One app. */
  @GET
  @Path("{name}")
  public AppView named(@PathParam("name") String name) {
    return views.named(identity.caller(), name);
  }

  /** Changes an app's policy and its plug-ins' options; what the body leaves out stays. */
  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public AppView change(@PathParam("name") String name, AppChange body) {
    apps.change(identity.caller(), name, Bodies.present(body), now.instant());
    return views.named(identity.caller(), name);
  }

  /** Adds a version: a manifest and the files that it names. */
  @POST
  @Path("{name}/versions")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response addVersion(
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      InputStream body)
      throws IOException {
    // An app that is not there is said before gigabytes are read.
    views.named(identity.caller(), name);
    VersionUpload upload =
        VersionUpload.read(
            contentType,
            body,
            (content, limit) -> intake.keep(identity.caller(), content, limit, now.instant()));
    AppVersion version =
        apps.addVersion(identity.caller(), name, upload.manifest(), upload.files(), now.instant());
    return Response.created(address(name)).entity(AppVersionView.of(name, version)).build();
  }

  private static URI address(String name) {
    return URI.create(
        "apps/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
