package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.BatchViews;

/** A batch's progress as it happens. */
@Singleton
@Path("batches/{id}/events")
public class EventResource {
  private final BatchViews views;
  private final ProgressFeed feed;
  private final Identity identity;

  /** Speaks for the request's caller. */
  @Inject
  public EventResource(BatchViews views, ProgressFeed feed, Identity identity) {
    this.views = views;
    this.feed = feed;
    this.identity = identity;
  }

  /** Streams an event {@code progress} at once and on each change, until the batch has ended. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@PathParam("id") long id, @Context SseEventSink sink, @Context Sse sse) {
    BatchView batch = views.batch(identity.caller(), id);
    feed.checkRoom();
    feed.add(identity.caller(), batch, new SseListener(sink, sse));
  }
}
