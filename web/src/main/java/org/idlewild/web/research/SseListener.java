package org.idlewild.web.research;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A stream over HTTP. A client too slow for what was sent last is not sent more, but the newest
 * once it has caught up.
 */
final class SseListener implements ProgressFeed.Listener {
  private final SseEventSink sink;
  private final Sse sse;
  private CompletionStage<?> sending = CompletableFuture.completedFuture(null);
  private String pending;

  SseListener(SseEventSink sink, Sse sse) {
    this.sink = sink;
    this.sse = sse;
  }

  @Override
  public synchronized void progress(String json) {
    pending = json;
    flush();
  }

  @Override
  public synchronized void heartbeat() {
    if (!busy() && pending == null) {
      send(sse.newEventBuilder().comment("still here").build());
    }
    flush();
  }

  @Override
  public synchronized void close() {
    // What is on its way goes out first, then the newest, then the end.
    sending.whenComplete((sent, failure) -> finish());
  }

  private synchronized void finish() {
    flush();
    sending.whenComplete((sent, failure) -> sink.close());
  }

  @Override
  public synchronized boolean isClosed() {
    flush();
    return sink.isClosed();
  }

  private boolean busy() {
    return !sending.toCompletableFuture().isDone();
  }

  private void flush() {
    if (pending != null && !busy() && !sink.isClosed()) {
      String json = pending;
      pending = null;
      send(sse.newEventBuilder().name("progress").data(String.class, json).build());
    }
  }

  private void send(OutboundSseEvent event) {
    try {
      sending =
          sink.send(event)
              .whenComplete(
                  (sent, failure) -> {
                    if (failure != null) {
                      sink.close();
                    }
                  });
    } catch (IllegalStateException e) {
      // The client closed the stream between the question and the sending.
      sink.close();
    }
  }
}
