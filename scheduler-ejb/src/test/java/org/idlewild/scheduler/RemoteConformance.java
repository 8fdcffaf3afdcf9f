package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.JobFiles;
import org.idlewild.scheduler.batch.RemoteControl;
import org.idlewild.scheduler.batch.RemoteJob;
import org.idlewild.scheduler.batch.RemoteRequest;
import org.idlewild.scheduler.batch.Submission;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.TaskFiles;
import org.idlewild.scheduler.status.JobView;
import org.idlewild.scheduler.status.JobViews;
import org.idlewild.scheduler.status.RemoteBatchView;
import org.idlewild.scheduler.status.RemoteBatchViews;
import org.junit.jupiter.api.Test;

/** Batches as BOINC's tools submit them, on every database. */
abstract class RemoteConformance extends GridConformance {

  @Test
  void aBatchIsAnnouncedAndGetsItsJobsLater() {
    long announced = announce("night", Optional.empty());
    assertThat(view(announced).batch().state()).isEqualTo("ANNOUNCED");

    long submitted = submit(Optional.of(announced), job("a"), job("b"));

    assertThat(submitted).isEqualTo(announced);
    assertThat(view(announced).batch().state()).isEqualTo("RUNNING");
    assertThat(view(announced).batch().name()).isEqualTo("night");
    assertThat(names(announced)).containsExactly("a", "b");
    assertThat(control().named(researcher, "night")).isEqualTo(announced);
  }

  @Test
  void jobsComeOnceAndFromWhoeverAnnouncedThem() {
    long announced = announce("night", Optional.empty());
    Caller other = grid.somebody("other", Role.RESEARCHER);
    assertRefused(
        Reason.FORBIDDEN,
        () -> submission().submit(other, request(Optional.of(announced), job("a")), grid.now()));

    submit(Optional.of(announced), job("a"));

    assertRefused(Reason.CONFLICT, () -> submit(Optional.of(announced), job("b")));
    assertRefused(Reason.NOT_FOUND, () -> submit(Optional.of(77_777L), job("b")));
  }

  @Test
  void whatIsRefusedLeavesTheBatchAnnounced() {
    long announced = announce("night", Optional.empty());

    assertRefused(
        Reason.NOT_FOUND, () -> submit(Optional.of(announced), job("a", staged("in", "none"))));
    assertRefused(Reason.MALFORMED, () -> submit(Optional.of(announced), job("same"), job("same")));
    assertRefused(Reason.MALFORMED, () -> submit(Optional.of(announced), job("a b")));

    assertThat(submit(Optional.of(announced), job("a"))).isEqualTo(announced);
    assertRefused(Reason.CONFLICT, () -> submit(Optional.empty(), job("a")));
  }

  @Test
  void eachJobGetsItsFileUnderTheSameName() throws IOException {
    upload("first", "one", Optional.empty());
    upload("second", "two", Optional.empty());
    submit(
        Optional.empty(),
        job("a", staged("in", "first")),
        job("b", staged("in", "second")),
        job("c", new RemoteJob.Input("in", "three", true)));
    grid.settle();

    List<Order> orders = grid.ask(alpha, 10, Set.of()).orders();
    assertThat(orders).allSatisfy(o -> assertThat(o.inputs().get(0).name()).isEqualTo("in"));
    assertThat(orders.stream().map(o -> read(alpha, o.inputs().get(0).sha256())))
        .containsExactly("one", "two", "three");
  }

  @Test
  void filesAreAskedForByNameAndNeverChange() throws IOException {
    upload("first", "one", Optional.empty());

    assertThat(files().absent(researcher, List.of("none", "first"), Optional.empty()))
        .containsExactly(0);
    upload("first", "one", Optional.empty());
    assertRefused(Reason.CONFLICT, () -> upload("first", "other", Optional.empty()));
    Caller other = grid.somebody("other", Role.RESEARCHER);
    assertThat(files().absent(other, List.of("first"), Optional.empty())).containsExactly(0);
    assertRefused(
        Reason.MALFORMED, () -> files().absent(researcher, List.of("../first"), Optional.empty()));
    assertRefused(
        Reason.FORBIDDEN, () -> files().absent(alphaOwner, List.of("first"), Optional.empty()));
  }

  @Test
  void aFileStaysForABatchThatIsAnnouncedAlthoughAnotherEnds() throws IOException {
    upload("first", "one", Optional.empty());
    long ends = submit(Optional.empty(), job("a", staged("in", "first")));
    long announced = announce("next", Optional.empty());
    assertThat(files().absent(researcher, List.of("first"), Optional.of(announced))).isEmpty();

    control().abort(researcher, ends, grid.now());
    grid.settle();

    submit(Optional.of(announced), job("b", staged("in", "first")));
    control().abort(researcher, announced, grid.now());
    grid.settle();
    assertThat(files().absent(researcher, List.of("first"), Optional.empty())).containsExactly(0);
  }

  @Test
  void outputsOfAnswersStayUntilTheBatchIsRetired() {
    long batch = submit(Optional.empty(), job("a"), job("b"));
    answerAll();
    long job = jobs().named(researcher, "a").orElseThrow();

    assertThat(view(batch).batch().state()).isEqualTo("COMPLETE");
    assertThat(output(job)).isEqualTo("answer of a");
    assertThat(view(batch).cpuSeconds()).isEqualTo(4);
    assertThat(view(batch).credit()).isPositive();
    assertRefused(Reason.NOT_FOUND, () -> jobs().output(researcher, job, 1));
    assertRefused(Reason.FORBIDDEN, () -> jobs().output(alphaOwner, job, 0));

    control().retire(researcher, batch, grid.now());
    grid.settle();
    assertRefused(Reason.NOT_FOUND, () -> output(job));
    assertThat(grid.get(RemoteBatchViews.class).page(researcher, 0, 10).items()).isEmpty();
    assertThat(submit(Optional.empty(), job("a"))).isPositive();
  }

  @Test
  void anAnswerIsThereWhenItIsAsked() {
    submit(Optional.empty(), job("a"));
    long job = jobs().named(researcher, "a").orElseThrow();

    assertRefused(Reason.CONFLICT, () -> output(job));
    assertThat(jobs().job(researcher, job).instances()).isEmpty();
    grid.settle();
    JobView waiting = jobs().job(researcher, job);
    assertThat(waiting.instances()).hasSize(2).noneMatch(instance -> instance.sent());
    assertThat(jobs().named(alphaOwner, "a")).isEmpty();
  }

  @Test
  void aBatchThatWasAbortedIsRetiredWhenItHasEnded() {
    long batch = submit(Optional.empty(), job("a"));
    grid.settle();
    grid.ask(alpha, 1, Set.of());
    assertRefused(Reason.CONFLICT, () -> control().retire(researcher, batch, grid.now()));

    control().abort(researcher, batch, grid.now());
    control().retire(researcher, batch, grid.now());
    grid.advance(Duration.ofDays(2));
    grid.settle();
    grid.advance(Duration.ofMinutes(1));
    grid.settle();

    assertThat(view(batch).batch().state()).isEqualTo("RETIRED");
  }

  @Test
  void aBatchThatExpiresIsGivenUpAndDeleted() {
    long batch = submit(Optional.empty(), job("a"));
    long announced = announce("never", Optional.of(Duration.ofHours(1)));
    control().expire(researcher, batch, Optional.of(grid.now().plus(Duration.ofHours(1))));
    grid.settle();
    assertThat(view(batch).expires()).contains(grid.now().plus(Duration.ofHours(1)));

    grid.advance(Duration.ofHours(1));
    grid.settle();
    assertThat(view(batch).batch().state()).isEqualTo("CANCELLED");
    assertRefused(Reason.NOT_FOUND, () -> view(announced));

    grid.advance(Duration.ofMinutes(1));
    grid.settle();
    assertThat(view(batch).batch().state()).isEqualTo("RETIRED");
  }

  @Test
  void whatIsAnnouncedAndForgottenGoesAfterAMonth() {
    long announced = announce("never", Optional.empty());
    grid.advance(Duration.ofDays(29));
    grid.settle();
    assertThat(view(announced).batch().state()).isEqualTo("ANNOUNCED");

    grid.advance(Duration.ofDays(2));
    grid.settle();
    assertRefused(Reason.NOT_FOUND, () -> view(announced));
  }

  @Test
  void anEstimateRestsOnTheHostsThatWereSeenToday() {
    RemoteBatchViews views = grid.get(RemoteBatchViews.class);

    assertThat(views.estimate(researcher, "app", 8e9, grid.now())).isEqualTo(2);
    assertThat(views.estimate(researcher, "app", 8e9, grid.now().plus(Duration.ofDays(3))))
        .isEqualTo(8);
    assertRefused(Reason.NOT_FOUND, () -> views.estimate(researcher, "none", 1, grid.now()));
  }

  @Test
  void volunteersSubmitNothing() {
    assertRefused(
        Reason.FORBIDDEN,
        () -> submission().announce(alphaOwner, "app", "x", Optional.empty(), grid.now()));
    assertRefused(
        Reason.FORBIDDEN,
        () -> submission().submit(alphaOwner, request(Optional.empty(), job("a")), grid.now()));
  }

  private Submission submission() {
    return grid.get(Submission.class);
  }

  private RemoteControl control() {
    return grid.get(RemoteControl.class);
  }

  private JobViews jobs() {
    return grid.get(JobViews.class);
  }

  private JobFiles files() {
    return grid.get(JobFiles.class);
  }

  private RemoteBatchView view(long batch) {
    return grid.get(RemoteBatchViews.class).batch(researcher, batch);
  }

  private List<String> names(long batch) {
    return jobs().page(researcher, batch, 0, 100).items().stream()
        .map(job -> job.name().orElse(""))
        .toList();
  }

  private long announce(String name, Optional<Duration> life) {
    return submission().announce(researcher, "app", name, life.map(grid.now()::plus), grid.now());
  }

  private static RemoteJob job(String name, RemoteJob.Input... inputs) {
    return new RemoteJob(Optional.of(name), new Unit(name, null), List.of(inputs));
  }

  private static RemoteJob.Input staged(String open, String name) {
    return new RemoteJob.Input(open, name, false);
  }

  private static RemoteRequest request(Optional<Long> announced, RemoteJob... jobs) {
    return new RemoteRequest(
        announced,
        new BatchRequest("app", null, null, 2, null, null, null, null, null, null, null),
        List.of(jobs));
  }

  private long submit(Optional<Long> announced, RemoteJob... jobs) {
    try {
      return submission().submit(researcher, request(announced, jobs), grid.now());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void upload(String name, String text, Optional<Long> batch) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    files().keep(researcher, name, batch, new ByteArrayInputStream(bytes), grid.now());
  }

  private void answerAll() {
    grid.settle();
    for (long host : List.of(alpha, beta)) {
      List<Order> orders = grid.ask(host, 10, Set.of()).orders();
      grid.advance(Duration.ofMinutes(10));
      orders.forEach(order -> grid.answer(host, order, "answer of " + order.arguments().get(0)));
    }
    grid.settle();
  }

  private String output(long job) {
    try (InputStream in = jobs().output(researcher, job, 0).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String read(long host, String sha256) {
    try (InputStream in = grid.get(TaskFiles.class).file(host, sha256).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
