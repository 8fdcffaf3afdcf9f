package org.idlewild.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.ArrivingBatch;
import org.idlewild.scheduler.batch.BatchHead;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.batch.Line;
import org.idlewild.scheduler.batch.StreamedBatches;
import org.idlewild.scheduler.batch.Submitted;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.Progress;
import org.junit.jupiter.api.Test;

/** Batches that come line by line; on every database. */
abstract class StreamConformance extends GridConformance {
  private static final Optional<String> KEY = Optional.of("key");

  @Test
  void hostsWorkOnTheFirstLinesWhileTheOthersAreOnTheirWay() {
    ArrivingBatch arriving = open(Optional.empty(), 1);
    add(arriving, 0, 3);
    arriving.pause();

    grid.run(PassName.FEEDER);

    assertThat(ask(alpha)).containsExactly("0", "1", "2");
    add(arriving, 3, 4);
    BatchView batch = view(arriving.end());
    assertThat(batch.progress()).isEqualTo(new Progress(4, 1, 3, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aBatchDoesNotEndWhileMoreIsToCome() {
    ArrivingBatch arriving = open(Optional.empty(), 1);
    add(arriving, 0, 2);
    arriving.pause();
    answerAll(alpha);

    BatchView batch = newest();
    assertThat(batch.arriving()).isTrue();
    assertThat(batch.state()).isEqualTo("RUNNING");
    assertThat(batch.progress().done()).isEqualTo(2);

    add(arriving, 2, 3);
    arriving.end();
    answerAll(alpha);
    assertThat(newest().arriving()).isFalse();
    assertThat(newest().state()).isEqualTo("COMPLETE");
    assertThat(newest().output()).hasValueSatisfying(out -> assertThat(out.bytes()).isEqualTo(18));
  }

  @Test
  void itsRowsAreWhatTheTransitionerWouldMakeOfThem() {
    long streamed = stream(Optional.empty(), 2, 3).batchId();
    long whole = grid.batch(researcher, "app", "0", "1", "2");

    grid.settle();

    assertThat(rows("workunit", streamed)).isEqualTo(rows("workunit", whole));
    assertThat(rows("result", streamed)).isEqualTo(rows("result", whole)).hasSize(6);
  }

  @Test
  void soAreThoseOfWorkunitsThatAreMeantForSomebodyOrTakeSomething() {
    TargetRequest target = new TargetRequest(alpha, null, null);
    List<Unit> units =
        List.of(
            new Unit("0", null),
            new Unit("1", List.of(), 1e12, 5L, target),
            new Unit("2", null, 2e12, null, null));
    ArrivingBatch arriving = open(Optional.empty(), 2);
    for (int i = 0; i < units.size(); i++) {
      arriving.add(new Line(i + 2, "hash", units.get(i)));
    }
    long streamed = arriving.end().batchId();
    long whole =
        grid.get(Batches.class)
            .submit(researcher, TestGrid.request("app", units), Optional.empty(), grid.now())
            .batchId();

    grid.settle();

    assertThat(rows("workunit", streamed)).isEqualTo(rows("workunit", whole));
    assertThat(rows("result", streamed)).isEqualTo(rows("result", whole)).hasSize(5);
  }

  @Test
  void theTransitionerHasNothingToDoForIt() {
    stream(Optional.empty(), 2, 3);

    assertThat(grid.run(PassName.TRANSITIONER)).isZero();
  }

  @Test
  void aBatchOfMoreThanOneChunkIsWhole() {
    long batch = stream(Optional.empty(), 1, 6000).batchId();

    assertThat(views().progress(researcher, batch).unsent()).isEqualTo(6000);
    assertThat(views().workunits(researcher, batch, 5998, 10).items())
        .extracting(unit -> unit.parameter())
        .containsExactly("5998", "5999");
  }

  @Test
  void anUploadThatBreaksOffGoesOnWhereItStopped() {
    ArrivingBatch first = open(KEY, 1);
    add(first, 0, 700);
    assertThat(first.breakOff()).hasValueSatisfying(fate -> assertThat(fate).contains("PT1H"));
    assertThat(newest().progress().total()).isEqualTo(500);

    Submitted submitted = stream(KEY, 1, 1000);

    assertThat(submitted.created()).isTrue();
    assertThat(view(submitted).progress().total()).isEqualTo(1000);
    assertThat(parameters(submitted.batchId()))
        .isEqualTo(IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
  }

  @Test
  void aWholeUploadThatComesAgainMakesNothingNew() {
    Submitted first = stream(KEY, 1, 3);

    assertThat(stream(KEY, 1, 3)).isEqualTo(new Submitted(first.batchId(), false));
    assertThat(view(first).progress().total()).isEqualTo(3);
  }

  @Test
  void otherLinesUnderTheSameKeyAreRefused() {
    stream(KEY, 1, 3);

    assertRefused(Reason.MISMATCH, () -> stream(KEY, 2, 3));
    assertRefused(Reason.MISMATCH, () -> stream(KEY, 1, 2));
    assertRefused(Reason.MISMATCH, () -> stream(KEY, 1, 4));
    ArrivingBatch other = open(KEY, 1);
    other.add(line(0));
    other.add(line(1));
    assertRefused(Reason.MISMATCH, () -> other.add(line(7)));
  }

  @Test
  void twoUploadsUnderOneKeyDoNotBothAddLines() {
    ArrivingBatch first = open(KEY, 1);
    ArrivingBatch second = open(KEY, 1);
    add(first, 0, 2);
    first.pause();
    add(second, 0, 3);

    assertRefused(Reason.CONFLICT, second::pause);
    add(first, 2, 3);
    assertThat(view(first.end()).progress().total()).isEqualTo(3);
  }

  @Test
  void anUploadWithoutAKeyThatBreaksOffIsGivenUp() {
    ArrivingBatch arriving = open(Optional.empty(), 1);
    add(arriving, 0, 2);
    arriving.pause();

    assertThat(arriving.breakOff()).hasValueSatisfying(f -> assertThat(f).contains("given up"));
    grid.settle();

    assertThat(newest().state()).isEqualTo("CANCELLED");
    assertThat(newest().ended()).isPresent();
    assertThat(ask(alpha)).isEmpty();
  }

  @Test
  void anUploadThatMakesNoSenseIsGivenUpWhateverItsKey() {
    ArrivingBatch arriving = open(KEY, 1);
    add(arriving, 0, 2);
    arriving.pause();

    assertThat(arriving.giveUp()).hasValueSatisfying(f -> assertThat(f).contains("given up"));

    assertThat(newest().state()).isEqualTo("CANCELLED");
  }

  @Test
  void anUploadThatNobodyGoesOnWithIsGivenUpAfterAWhile() {
    ArrivingBatch arriving = open(KEY, 1);
    add(arriving, 0, 2);
    arriving.pause();
    grid.advance(Duration.ofMinutes(59));
    grid.settle();
    assertThat(newest().state()).isEqualTo("RUNNING");

    grid.advance(Duration.ofMinutes(2));
    grid.settle();

    assertThat(newest().state()).isEqualTo("CANCELLED");
    assertRefused(Reason.CONFLICT, () -> stream(KEY, 1, 3));
  }

  @Test
  void aBatchWithoutALineIsNone() {
    ArrivingBatch arriving = open(KEY, 1);

    assertRefused(Reason.MALFORMED, arriving::end);
    assertThat(views().page(researcher, 0, 10).items()).isEmpty();
  }

  @Test
  void aBadWorkunitIsNamedByItsLine() {
    ArrivingBatch arriving = open(Optional.empty(), 1);
    arriving.add(new Line(7, "hash", new Unit("1", List.of("missing.txt"))));

    assertThat(assertRefused(Reason.MALFORMED, arriving::end))
        .hasMessage("line 7 names an input that the batch does not have");
  }

  @Test
  void aUserHasSoManyBatchesOnTheirWayAtMost() {
    for (int i = 0; i < 4; i++) {
      ArrivingBatch arriving = open(Optional.of("key" + i), 1);
      add(arriving, 0, 1);
      arriving.pause();
    }

    assertThat(assertRefused(Reason.CONFLICT, () -> stream(KEY, 1, 1)))
        .hasMessage("at most 4 batches of yours may be on their way at once");
    Caller other = grid.somebody("other", Role.RESEARCHER);
    ArrivingBatch others = grid.get(StreamedBatches.class).open(other, head(KEY, 1), grid::now);
    add(others, 0, 1);
    assertThat(others.end().created()).isTrue();
  }

  @Test
  void whatComesWhileTheBatchIsPausedRests() {
    ArrivingBatch arriving = open(Optional.empty(), 1);
    add(arriving, 0, 1);
    arriving.pause();
    grid.get(Control.class).pauseBatch(researcher, newest().id(), grid.now());
    add(arriving, 1, 2);
    long batch = arriving.end().batchId();

    grid.settle();

    assertThat(ask(alpha)).isEmpty();
    assertThat(view(batch).progress().held()).isEqualTo(2);
    grid.get(Control.class).resumeBatch(researcher, batch, grid.now());
    grid.settle();
    assertThat(ask(alpha)).containsExactly("0", "1");
  }

  @Test
  void nothingIsAddedToABatchThatItsOwnerCancelled() {
    ArrivingBatch arriving = open(KEY, 1);
    add(arriving, 0, 1);
    arriving.pause();
    grid.get(Batches.class).cancel(researcher, newest().id(), grid.now());
    add(arriving, 1, 2);

    assertRefused(Reason.CONFLICT, arriving::end);
    grid.settle();
    assertThat(newest().ended()).isPresent();
    assertThat(newest().progress()).isEqualTo(new Progress(1, 0, 0, 0, 0, 0, 0, 1, 0));
  }

  @Test
  void ofALargeBatchThatIsCancelledNothingIsSentAndWhatHostsHaveIsAborted() {
    int many = 20_050;
    long batch = stream(Optional.empty(), 1, many).batchId();
    grid.run(PassName.FEEDER);
    List<Order> orders = orders(alpha);
    assertThat(orders).hasSize(5);

    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    assertThat(view(batch).state()).isEqualTo("CANCELLED");
    grid.run(PassName.FEEDER);
    assertThat(ask(beta)).isEmpty();
    grid.get(Batches.class).retire(researcher, batch, grid.now());
    assertThat(view(batch).state()).isEqualTo("RETIRED");
    while (view(batch).progress().unsent() > 0) {
      grid.run(PassName.PURGE);
      assertThat(view(batch).progress().total()).isEqualTo(many);
    }
    grid.settle();

    assertThat(view(batch).progress()).isEqualTo(new Progress(many, 0, 0, 0, 0, 0, 0, many, 0));
    assertThat(view(batch).ended()).isPresent();
    Set<Long> held = Set.copyOf(orders.stream().map(Order::resultId).toList());
    assertThat(grid.ask(alpha, 0, held).abort()).containsExactlyInAnyOrderElementsOf(held);
  }

  private ArrivingBatch open(Optional<String> key, int quorum) {
    return grid.get(StreamedBatches.class).open(researcher, head(key, quorum), grid::now);
  }

  private static BatchHead head(Optional<String> key, int quorum) {
    BatchRequest request =
        new BatchRequest("app", null, null, quorum, null, null, null, null, null, null, null);
    return new BatchHead(request, TestGrid.sha256(("quorum " + quorum).getBytes(UTF_8)), key);
  }

  private Submitted stream(Optional<String> key, int quorum, int units) {
    ArrivingBatch arriving = open(key, quorum);
    add(arriving, 0, units);
    return arriving.end();
  }

  private static void add(ArrivingBatch arriving, int from, int to) {
    IntStream.range(from, to).forEach(i -> arriving.add(line(i)));
  }

  private static Line line(int i) {
    String parameter = String.valueOf(i);
    return new Line(i + 2, TestGrid.sha256(parameter.getBytes(UTF_8)), new Unit(parameter, null));
  }

  private List<Order> orders(long host) {
    return grid.ask(host, 5, Set.of()).orders();
  }

  private List<String> ask(long host) {
    return orders(host).stream().map(order -> String.join(" ", order.arguments())).toList();
  }

  private void answerAll(long host) {
    grid.run(PassName.FEEDER);
    for (Order order : orders(host)) {
      grid.answer(host, order, "answer");
    }
    grid.settle();
  }

  private BatchViews views() {
    return grid.get(BatchViews.class);
  }

  private BatchView newest() {
    return views().page(researcher, 0, 1).items().get(0);
  }

  private BatchView view(Submitted submitted) {
    return view(submitted.batchId());
  }

  private BatchView view(long batch) {
    return views().batch(researcher, batch);
  }

  private List<String> parameters(long batch) {
    return views().workunits(researcher, batch, 0, 10_000).items().stream()
        .map(unit -> unit.parameter())
        .toList();
  }

  /** Their values but for names and versions, in the order of their ids. */
  private List<String> rows(String table, long batch) {
    String sql = "SELECT * FROM " + table + " WHERE batch_id = " + batch + " ORDER BY id";
    try (Connection connection = source.getConnection();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String column = rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
          if (!Set.of("id", "batch_id", "workunit_id", "version").contains(column)) {
            row.append(column).append('=').append(rows.getString(i)).append(' ');
          }
        }
        all.add(row.toString());
      }
      return all;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
