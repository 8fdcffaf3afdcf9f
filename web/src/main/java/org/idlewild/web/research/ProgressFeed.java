package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;
import org.idlewild.work.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches which batch. One tick asks once a batch, however many watch it, and tells them only
 * what changed.
 *
 * <p>INVARIANT: a batch without listeners is not in the map, so an idle server asks nothing.
 */
@Singleton
public class ProgressFeed {
  /** The most streams at once. */
  static final int MOST = 500;

  /** A comment goes out after this many ticks, so that a dead line is noticed. */
  static final int HEARTBEAT_TICKS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(ProgressFeed.class);
  private static final JsonText JSON = JsonText.strict();

  private final Asking views;
  private final Map<Long, Watched> watched = new HashMap<>();
  private int ticks;

  /** Asks the views. */
  @Inject
  public ProgressFeed(BatchViews views) {
    this((Asking) views::batch);
  }

  ProgressFeed(Asking views) {
    this.views = views;
  }

  /** Asks how a batch stands, with a caller's rights. */
  interface Asking {
    BatchView batch(Caller caller, long id);
  }

  /** What a stream says. */
  public record Event(String state, Progress progress, StoredFile output, boolean paused) {
    static Event of(BatchView batch) {
      return new Event(
          batch.state(), batch.progress(), batch.output().orElse(null), batch.paused());
    }

    boolean isLast() {
      return !"RUNNING".equals(state);
    }
  }

  /** One stream; none of its methods throws or waits for the other side. */
  interface Listener {
    void progress(String json);

    void heartbeat();

    void close();

    boolean isClosed();
  }

  /** A batch, asked for with the rights of the caller that came first. */
  private static final class Watched {
    private final Caller caller;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private Event last;

    Watched(Caller caller, Event last) {
      this.caller = caller;
      this.last = last;
    }
  }

  /** Refuses with 503 when there are too many streams. */
  synchronized void checkRoom() {
    if (watched.values().stream().mapToInt(batch -> batch.listeners.size()).sum() >= MOST) {
      throw new ProblemException(
          503, "Too many event streams are open; ask for the progress instead.");
    }
  }

  /** Tells a listener how the batch stands and, unless it has ended, goes on telling it. */
  synchronized void add(Caller caller, BatchView batch, Listener listener) {
    Event event = Event.of(batch);
    listener.progress(JSON.text(event));
    if (event.isLast()) {
      listener.close();
      return;
    }
    watched.computeIfAbsent(batch.id(), id -> new Watched(caller, event)).listeners.add(listener);
  }

  /** One round; the timer is elsewhere. */
  public synchronized void tick() {
    ticks++;
    watched.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue()));
  }

  private boolean isOver(long id, Watched batch) {
    batch.listeners.removeIf(Listener::isClosed);
    if (batch.listeners.isEmpty()) {
      return true;
    }
    try {
      return tell(batch, Event.of(views.batch(batch.caller, id)));
    } catch (Refused e) {
      batch.listeners.forEach(Listener::close);
      return true;
    } catch (RuntimeException e) {
      LOG.warn("The progress of batch {} could not be read; the next round tries again", id, e);
      return false;
    }
  }

  private boolean tell(Watched batch, Event event) {
    if (!event.equals(batch.last)) {
      batch.last = event;
      String json = JSON.text(event);
      batch.listeners.forEach(listener -> listener.progress(json));
    } else if (ticks % HEARTBEAT_TICKS == 0) {
      batch.listeners.forEach(Listener::heartbeat);
    }
    if (event.isLast()) {
      batch.listeners.forEach(Listener::close);
    }
    return event.isLast();
  }

  /** Ends all streams, when the server stops. */
  public synchronized void closeAll() {
    watched.values().forEach(batch -> batch.listeners.forEach(Listener::close));
    watched.clear();
  }
}
