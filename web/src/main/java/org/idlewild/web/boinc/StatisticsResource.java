package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPOutputStream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.ClientSeals;
import org.idlewild.scheduler.settings.ClientSettings;
import org.idlewild.scheduler.status.StatisticsViews;
import org.idlewild.web.Now;

/**
 * Credit for sites that gather it from all projects, where the operator publishes it. Everything is
 * read anew, some hundred rows at a time, so only few are served at once.
 */
@Singleton
@Path("stats")
public class StatisticsResource {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  private static final int PAGE = 500;
  private static final int AT_ONCE = 2;

  private final Semaphore places = new Semaphore(AT_ONCE);

  @Inject private ClientSettings settings;
  @Inject private StatisticsViews views;
  @Inject private ClientSeals seals;
  @Inject private Now now;

  /** Reads a page after an id. */
  private interface Pages<T> {
    List<T> after(long id, int limit, Instant now);
  }

  /** How much there is. */
  @GET
  @Path("tables.xml")
  @Produces(MediaType.TEXT_XML + ";charset=UTF-8")
  public String tables() {
    checkOpen();
    return HEAD + StatisticsXml.tables(views.totals(), now.instant());
  }

  /** Everybody of a kind. */
  @GET
  @Path("{kind: user|team|host}.{form: xml|gz}")
  @Produces(MediaType.WILDCARD)
  public Response table(@PathParam("kind") String kind, @PathParam("form") String form) {
    checkOpen();
    StreamingOutput body = out -> write(kind, form.equals("gz"), out);
    return Response.ok(body)
        .type(form.equals("gz") ? "application/gzip" : "application/xml;charset=UTF-8")
        .build();
  }

  private void checkOpen() {
    if (!settings.statistics()) {
      throw new NotFoundException();
    }
  }

  private void write(String kind, boolean packed, OutputStream out) throws IOException {
    if (!places.tryAcquire()) {
      throw new Refused(Refused.Reason.BUSY, "others are fetching statistics; try again later");
    }
    try {
      if (packed) {
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        write(kind, gzip);
        gzip.finish();
      } else {
        write(kind, out);
      }
    } finally {
      places.release();
    }
  }

  private void write(String kind, OutputStream out) throws IOException {
    put(out, HEAD + "<" + kind + "s>\n");
    switch (kind) {
      case "user" -> each(out, views::users, StatisticsViews.User::id, StatisticsXml::user);
      case "team" -> each(out, views::teams, StatisticsViews.Team::id, StatisticsXml::team);
      default -> each(out, views::hosts, StatisticsViews.Host::id, StatisticsXml::host);
    }
    put(out, "</" + kind + "s>\n");
  }

  private <T> void each(
      OutputStream out, Pages<T> pages, ToLongFunction<T> id, BiConsumer<StatisticsXml, T> writer)
      throws IOException {
    Instant at = now.instant();
    List<T> page = pages.after(0, PAGE, at);
    while (!page.isEmpty()) {
      StatisticsXml xml = new StatisticsXml(user -> seals.mark("user", Long.toString(user)));
      page.forEach(one -> writer.accept(xml, one));
      put(out, xml.text());
      page = pages.after(id.applyAsLong(page.get(page.size() - 1)), PAGE, at);
    }
  }

  private static void put(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
