package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.trickle.Correspondence;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.scheduler.trickle.TrickleView;
import org.idlewild.scheduler.trickle.TrickleView.Direction;
import org.idlewild.scheduler.trickle.Trickles;
import org.junit.jupiter.api.Test;

/** Messages between running tasks and their researcher; on every database. */
abstract class TrickleConformance extends GridConformance {

  @Test
  void whatATaskSaysIsReadInTheOrderInWhichItCameAndOnlyOnce() {
    long batch = batch();
    long result = take(alpha);

    assertThat(say(alpha, result, 1, "half")).containsExactly(new Message.Mark(result, 1));
    assertThat(say(alpha, result, 1, "half")).containsExactly(new Message.Mark(result, 1));
    say(alpha, result, 2, "most \u00e9");

    List<TrickleView> read = of(batch, 0);
    assertThat(read).extracting(TrickleView::place).containsExactly(1L, 2L);
    assertThat(read).extracting(TrickleConformance::text).containsExactly("half", "most \u00e9");
    assertThat(of(batch, 1)).extracting(TrickleView::number).containsExactly(2);
    assertThat(of(batch, 2)).isEmpty();
    assertThat(correspondence().ofResult(researcher, result, 0, 10)).isEqualTo(read);
  }

  @Test
  void anAnswerComesWithEveryReplyUntilTheHostHasIt() {
    long batch = batch();
    long result = take(alpha);

    TrickleView sent = send(researcher, result, "go on");
    assertThat(sent.direction()).isEqualTo(Direction.DOWN);
    assertThat(sent.delivered()).isFalse();
    for (int i = 0; i < 2; i++) {
      assertThat(trickles().waiting(alpha, Set.of(result)))
          .containsExactly(new Message(result, 1, base64("go on")));
    }
    trickles().delivered(alpha, List.of(new Message.Mark(result, 1)));

    assertThat(trickles().waiting(alpha, Set.of(result))).isEmpty();
    assertThat(of(batch, 0)).extracting(TrickleView::delivered).containsExactly(true);
    assertThat(send(researcher, result, "again").number()).isEqualTo(2);
  }

  @Test
  void anotherHostNeitherSpeaksForATaskNorReadsItsMessagesNorMarksThem() {
    long batch = batch();
    long result = take(alpha);
    send(researcher, result, "secret");

    assertThat(say(beta, result, 1, "lie")).containsExactly(new Message.Mark(result, 1));
    trickles().delivered(beta, List.of(new Message.Mark(result, 1)));

    assertThat(trickles().waiting(beta, Set.of(result))).isEmpty();
    assertThat(of(batch, 0)).extracting(TrickleConformance::text).containsExactly("secret");
    assertThat(of(batch, 0)).extracting(TrickleView::delivered).containsExactly(false);
  }

  @Test
  void aTaskThatTalksTooMuchIsHeardToTheLimitAndMarkedBeyond() {
    long batch = batch();
    long result = take(alpha);

    for (int number = 1; number <= 105; number++) {
      assertThat(say(alpha, result, number, "x")).hasSize(1);
    }

    assertThat(correspondence().ofBatch(researcher, batch, 0, 1000)).hasSize(100);
  }

  @Test
  void whatComesAfterTheEndIsMarkedAndDropped() {
    long batch = batch();
    long result = take(alpha);
    grid.report(alpha, result, Report.Ending.FAILED);

    assertThat(say(alpha, result, 1, "late")).hasSize(1);
    assertThat(say(alpha, result + 9999, 1, "of none")).hasSize(1);

    assertThat(of(batch, 0)).isEmpty();
    assertRefused(Reason.GONE, () -> send(researcher, result, "late"));
  }

  @Test
  void onlyTheBatchsOwnerReadsAndAnswersAndOnlySoMuch() {
    long batch = batch();
    long result = take(alpha);
    Caller other = grid.somebody("other", Role.RESEARCHER);

    assertRefused(Reason.FORBIDDEN, () -> correspondence().ofBatch(other, batch, 0, 10));
    assertRefused(Reason.FORBIDDEN, () -> correspondence().ofResult(other, result, 0, 10));
    assertRefused(Reason.FORBIDDEN, () -> send(other, result, "x"));
    assertRefused(Reason.NOT_FOUND, () -> send(researcher, result + 9999, "x"));
    assertRefused(Reason.NOT_FOUND, () -> correspondence().ofBatch(researcher, batch + 99, 0, 10));
    assertRefused(Reason.TOO_LARGE, () -> send(researcher, result, "x".repeat(65_537)));
    send(researcher, result, "x".repeat(65_536));
    IntStream.range(1, 10).forEach(i -> send(researcher, result, "x"));
    assertRefused(Reason.CONFLICT, () -> send(researcher, result, "x"));
  }

  @Test
  void messagesOfManyAtOnceLeaveNoGapAndNoneIsLost() {
    long batch = grid.batch(researcher, "app", "one", "two", "three", "four");
    grid.settle();
    List<Long> results =
        grid.ask(alpha, 4, Set.of()).orders().stream().map(order -> order.resultId()).toList();

    results.parallelStream().forEach(result -> say(alpha, result, 1, "x"));

    assertThat(of(batch, 0)).extracting(TrickleView::place).containsExactly(1L, 2L, 3L, 4L);
    assertThat(of(batch, 0))
        .extracting(TrickleView::result)
        .containsExactlyInAnyOrderElementsOf(results);
  }

  private long batch() {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    return batch;
  }

  private long take(long host) {
    return grid.ask(host, 1, Set.of()).orders().get(0).resultId();
  }

  private List<Message.Mark> say(long host, long result, int number, String text) {
    return trickles().take(host, List.of(new Message(result, number, base64(text))), grid.now());
  }

  private TrickleView send(Caller caller, long result, String text) {
    return correspondence().send(caller, result, text.getBytes(StandardCharsets.UTF_8), grid.now());
  }

  private List<TrickleView> of(long batch, long after) {
    return correspondence().ofBatch(researcher, batch, after, 10);
  }

  private Trickles trickles() {
    return grid.get(Trickles.class);
  }

  private Correspondence correspondence() {
    return grid.get(Correspondence.class);
  }

  private static String text(TrickleView message) {
    return new String(Base64.getDecoder().decode(message.content()), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
