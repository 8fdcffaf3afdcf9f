package org.idlewild.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.ArrivingBatch;
import org.idlewild.scheduler.batch.BatchHead;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.IdempotencyKey;
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.batch.Line;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.StreamedBatches;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.ClientDigests;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.work.Received;
import org.idlewild.work.StoredFile;

/**
 * Everything that a server lives through: people, hosts, an app, a batch that ends, one that is
 * cancelled and one of many workunits. Its clients do what real ones do when a server goes away:
 * the same request again, until it is answered.
 */
final class Life {
  private static final int MANY = 1001;

  private final String name;
  private final KillOnce kill;
  private final Runnable afterCrash;
  private TestGrid grid;
  private Caller researcher;

  /**
   * Prepares a life.
   *
   * @param name makes the names of this life its own
   * @param kill what may end the server in between
   * @param afterCrash looks at what a dead server left
   */
  Life(TestGrid grid, String name, KillOnce kill, Runnable afterCrash) {
    this.grid = grid;
    this.name = name;
    this.kill = kill;
    this.afterCrash = afterCrash;
  }

  TestGrid grid() {
    return grid;
  }

  /** Does a request until the server lived through it. */
  <T> T again(Supplier<T> request) {
    while (true) {
      try {
        T answer = request.get();
        if (!kill.isDead()) {
          return answer;
        }
      } catch (Killed killed) {
        assertThat(kill.isDead()).isTrue();
      }
      kill.raise();
      grid = grid.successor();
      afterCrash.run();
    }
  }

  private void run(Runnable request) {
    again(
        () -> {
          request.run();
          return true;
        });
  }

  /**
   * From the first start to the last file deleted.
   *
   * @param withMany whether there is a batch of many workunits, which takes its time
   */
  void live(boolean withMany) {
    run(() -> grid.start());
    researcher = somebody("researcher", Role.RESEARCHER);
    LifeHost alpha = host("alpha");
    LifeHost beta = host("beta");
    app();
    long batch = submit("ends", 3, true);
    askForDigest();
    settle();
    alpha.take();
    alpha.loseReply();
    alpha.answerAll();
    beta.take();
    beta.answerAll();
    settle();
    requireExact(batch);
    giveUp(alpha);
    keepWaiting(alpha, beta);
    if (withMany) {
      cancel(submit("many", MANY, false));
      settle();
    }
  }

  /** As a reply to a BOINC client needs it; whoever asks again hears the same. */
  private void askForDigest() {
    StoredFile input = new StoredFile(TestGrid.sha256(input()), input().length);
    Supplier<Map<String, String>> asked = () -> grid.get(ClientDigests.class).md5(List.of(input));
    assertThat(again(asked)).isEqualTo(again(asked)).containsOnlyKeys(input.sha256());
  }

  private void giveUp(LifeHost host) {
    long batch = stream("cancelled", 2);
    settle();
    host.take();
    cancel(batch);
    settle();
    host.loseReply();
    assertThat(host.isIdle()).as("what was cancelled is not ordered again").isTrue();
    settle();
    assertThat(progress(batch).cancelled()).isEqualTo(2);
  }

  /** Of a batch's last workunit a slow host has the second result; a third one gets it as well. */
  private void keepWaiting(LifeHost quick, LifeHost slow) {
    LifeHost other = host("other");
    long batch = submit("slow", 6, false);
    settle();
    quick.take();
    slow.take();
    grid.advance(Duration.ofMinutes(10));
    quick.answerAll();
    slow.answerAllButOne();
    settle();
    grid.advance(Duration.ofMinutes(10));
    other.take();
    other.answerAll();
    settle();
    assertThat(progress(batch).done()).isEqualTo(6);
    slow.tidy();
    settle();
  }

  private Caller somebody(String who, Role role) {
    int[] attempt = {0};
    // A token that nobody was shown is lost with its account; the operator takes another name.
    return again(() -> grid.somebody(name + "-" + who + "-" + attempt[0]++, role));
  }

  private LifeHost host(String who) {
    Caller owner = somebody(who, Role.VOLUNTEER);
    return LifeHost.join(this, owner);
  }

  private void app() {
    orDone(
        () ->
            grid.get(Apps.class)
                .register(
                    researcher, new AppRequest(name, null, null, null, null, policy()), now()));
    StoredFile program = upload(TestGrid.program());
    Manifest manifest =
        new Manifest(
            1,
            "java",
            "app.jar",
            null,
            List.of(new ManifestFile("app.jar", null)),
            List.of(new OutputRule("stdout", 1000, true)),
            null);
    Map<String, StoredFile> files = Map.of("app.jar", program);
    orDone(() -> grid.get(Apps.class).addVersion(researcher, name, manifest, files, now()));
  }

  /** The last of six workunits are a batch's end. */
  private static PolicyRequest policy() {
    return Said.policy("tail", 0.2);
  }

  /** What is there already was done by a request whose answer was lost. */
  private void orDone(Runnable request) {
    run(
        () -> {
          try {
            request.run();
          } catch (Refused refused) {
            assertThat(refused.reason()).isEqualTo(Refused.Reason.CONFLICT);
          }
        });
  }

  /** In two pieces, each from where the server is; then as a whole, as a part of a form. */
  private StoredFile upload(byte[] bytes) {
    String sha256 = TestGrid.sha256(bytes);
    sendInPieces(bytes, () -> fileState(sha256), (at, in) -> piece(sha256, at, bytes.length, in));
    return again(() -> grid.keep(researcher, bytes));
  }

  private long fileState(String sha256) {
    try {
      return grid.get(Intake.class).stateOf(researcher, sha256).offset();
    } catch (Refused nothing) {
      return 0;
    }
  }

  private Received piece(String sha256, long offset, long total, InputStream in)
      throws IOException {
    return grid.get(Intake.class).receive(researcher, sha256, offset, total, in, now());
  }

  /** Takes a piece at an offset. */
  interface Sink {
    Received take(long offset, InputStream piece) throws IOException;
  }

  /** Sends the first half; then asks how much is there and sends the rest. */
  void sendInPieces(byte[] bytes, Supplier<Long> state, Sink sink) {
    boolean complete = false;
    int[] sent = {0};
    while (!complete) {
      complete =
          again(
              () -> {
                int from = (int) Math.min(state.get(), bytes.length);
                int to = sent[0]++ == 0 ? bytes.length / 2 : bytes.length;
                try {
                  InputStream in = new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, to));
                  return sink.take(from, in).complete();
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
    }
  }

  private long submit(String what, int units, boolean withInput) {
    List<Unit> parameters =
        IntStream.range(0, units).mapToObj(i -> new Unit(what + "-" + i, null)).toList();
    List<NamedFile> inputs =
        withInput ? List.of(new NamedFile("input", upload(input()).sha256())) : List.of();
    BatchRequest request =
        new BatchRequest(name, what, null, 2, null, null, null, null, null, parameters, inputs);
    Optional<IdempotencyKey> key =
        Optional.of(new IdempotencyKey(name + what, TestGrid.sha256(what.getBytes(UTF_8))));
    return again(() -> grid.get(Batches.class).submit(researcher, request, key, now()).batchId());
  }

  /** Line by line, the first for itself; from the start again whenever the server goes away. */
  private long stream(String what, int units) {
    BatchRequest request =
        new BatchRequest(name, what, null, 2, null, null, null, null, null, null, List.of());
    BatchHead head =
        new BatchHead(request, TestGrid.sha256(what.getBytes(UTF_8)), Optional.of(name + what));
    return again(
        () -> {
          ArrivingBatch arriving =
              grid.get(StreamedBatches.class).open(researcher, head, this::now);
          for (int i = 0; i < units; i++) {
            Unit unit = new Unit(what + "-" + i, null);
            String sha256 = TestGrid.sha256(unit.parameter().getBytes(UTF_8));
            arriving.add(new Line(i + 2, sha256, unit));
            arriving.pause();
          }
          return arriving.end().batchId();
        });
  }

  private byte[] input() {
    return (name + "'s input").getBytes(UTF_8);
  }

  private void cancel(long batch) {
    run(() -> grid.get(Batches.class).cancel(researcher, batch, now()));
  }

  /** Lets every pass do what there is to do. */
  void settle() {
    run(() -> grid.settle());
  }

  private void requireExact(long batch) {
    assertThat(progress(batch).done()).isEqualTo(3);
    assertThat(progress(batch).total()).isEqualTo(3);
    try (InputStream in = grid.get(OutputFiles.class).output(researcher, batch).open(0)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("ends-0\nends-1\nends-2\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Progress progress(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch);
  }

  private Instant now() {
    return grid.now();
  }
}
