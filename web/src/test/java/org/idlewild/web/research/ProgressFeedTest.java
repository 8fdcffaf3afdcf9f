package org.idlewild.web.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.web.http.ProblemException;
import org.junit.jupiter.api.Test;

class ProgressFeedTest {
  private static final Caller ADA = new Caller(1, "ada", Role.RESEARCHER);
  private static final int HEARTBEAT = ProgressFeed.HEARTBEAT_TICKS;

  private int asked;
  private BatchView batch = batch("RUNNING", 0);
  private RuntimeException failure;
  private final ProgressFeed feed = new ProgressFeed(this::ask);

  @Test
  void aListenerHearsAtOnceHowTheBatchStands() {
    Recorder listener = listen();
    assertThat(listener.heard)
        .containsExactly(
            "{\"state\":\"RUNNING\",\"progress\":{\"total\":9,\"unsent\":9,\"inProgress\":0,"
                + "\"validating\":0,\"assimilating\":0,\"done\":0,\"failed\":0,\"cancelled\":0,\"held\":0},"
                + "\"output\":null,\"paused\":false}");
  }

  @Test
  void aBatchIsAskedOnceATickHoweverManyListen() {
    listen();
    listen();
    listen();
    feed.tick();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void onlyAChangeIsTold() {
    Recorder listener = listen();
    feed.tick();
    batch = batch("RUNNING", 1);
    feed.tick();
    feed.tick();
    assertThat(listener.heard).hasSize(2);
    assertThat(listener.heard.get(1)).contains("\"done\":1");
  }

  @Test
  void theStreamEndsAfterTheLastState() {
    Recorder listener = listen();
    batch = batch("COMPLETE", 9);
    feed.tick();
    feed.tick();
    assertThat(listener.heard.get(1)).contains("COMPLETE");
    assertThat(listener.closed).isTrue();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aBatchThatHasEndedIsToldOnceAndNotWatched() {
    batch = batch("CANCELLED", 0);
    Recorder listener = listen();
    feed.tick();
    assertThat(listener.heard).hasSize(1);
    assertThat(listener.closed).isTrue();
    assertThat(asked).isZero();
  }

  @Test
  void silenceIsBrokenByAHeartbeat() {
    Recorder listener = listen();
    for (int i = 0; i < HEARTBEAT * 2; i++) {
      feed.tick();
    }
    assertThat(listener.heartbeats).isEqualTo(2);
  }

  @Test
  void nobodyListeningMeansNothingIsAsked() {
    listen().closed = true;
    feed.tick();
    assertThat(asked).isZero();
  }

  @Test
  void aBatchThatIsGoneEndsItsStreams() {
    Recorder listener = listen();
    failure = new Refused(Refused.Reason.NOT_FOUND, "there is no batch 5");
    feed.tick();
    assertThat(listener.closed).isTrue();
  }

  @Test
  void aFailureIsTriedAgain() {
    Recorder listener = listen();
    failure = new IllegalStateException("the database is away");
    feed.tick();
    failure = null;
    batch = batch("RUNNING", 1);
    feed.tick();
    assertThat(listener.closed).isFalse();
    assertThat(listener.heard).hasSize(2);
  }

  @Test
  void thereIsALimitOfStreams() {
    for (int i = 0; i < ProgressFeed.MOST; i++) {
      feed.checkRoom();
      listen();
    }
    assertThatThrownBy(feed::checkRoom)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
  }

  @Test
  void theEndOfTheServerEndsAllStreams() {
    Recorder listener = listen();
    feed.closeAll();
    assertThat(listener.closed).isTrue();
  }

  private BatchView ask(Caller caller, long id) {
    asked++;
    assertThat(caller).isEqualTo(ADA);
    assertThat(id).isEqualTo(5);
    if (failure != null) {
      throw failure;
    }
    return batch;
  }

  private Recorder listen() {
    Recorder listener = new Recorder();
    feed.add(ADA, batch, listener);
    return listener;
  }

  private static BatchView batch(String state, long done) {
    return new BatchView(
        5,
        "a batch",
        "app",
        1,
        "ada",
        Instant.EPOCH,
        2,
        state,
        Optional.empty(),
        Optional.empty(),
        new Progress(9, 9 - done, 0, 0, 0, done, 0, 0, 0),
        false,
        false,
        Optional.empty());
  }

  private static final class Recorder implements ProgressFeed.Listener {
    private final List<String> heard = new ArrayList<>();
    private int heartbeats;
    private boolean closed;

    @Override
    public void progress(String json) {
      heard.add(json);
    }

    @Override
    public void heartbeat() {
      heartbeats++;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }
  }
}
