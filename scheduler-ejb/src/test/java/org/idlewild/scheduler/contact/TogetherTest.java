package org.idlewild.scheduler.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks at the same time is served at the same time. */
@Timeout(60)
class TogetherTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstIsAtWork = new CountDownLatch(1);
  private final CountDownLatch othersWait = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** The first piece of work lasts until the others wait. */
  private List<Supplier<String>> work(List<Integer> inputs) {
    done.add(inputs);
    if (inputs.contains(0)) {
      firstIsAtWork.countDown();
      try {
        othersWait.await();
      } catch (InterruptedException hurried) {
        throw new IllegalStateException(hurried);
      }
    }
    return inputs.stream().<Supplier<String>>map(input -> () -> answer(input)).toList();
  }

  private static String answer(int input) {
    if (input < 0) {
      throw new IllegalArgumentException("no " + input);
    }
    return "answer " + input;
  }

  /** The answers to inputs that come while somebody is at work, in their order. */
  private List<Future<String>> meanwhile(Together<Integer, String> together, Integer... inputs)
      throws InterruptedException {
    List<Future<String>> answers = new ArrayList<>();
    answers.add(threads.submit(() -> together.call(0)));
    firstIsAtWork.await();
    for (int input : inputs) {
      CompletableFuture<Thread> caller = new CompletableFuture<>();
      answers.add(
          threads.submit(
              () -> {
                caller.complete(Thread.currentThread());
                return together.call(input);
              }));
      while (caller.join().getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    othersWait.countDown();
    return answers;
  }

  @Test
  void whoComesWhileSomebodyIsAtWorkIsServedWithAllWhoCame() throws Exception {
    Together<Integer, String> together = new Together<>(10, Function.identity(), this::work);

    List<Future<String>> answers = meanwhile(together, 1, 2, 3);

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo("answer " + i);
    }
    assertThat(done).containsExactly(List.of(0), List.of(1, 2, 3));
  }

  @Test
  void noMoreAreServedAtOnceThanMayBe() throws Exception {
    Together<Integer, String> together = new Together<>(2, Function.identity(), this::work);

    for (Future<String> answer : meanwhile(together, 1, 2, 3)) {
      assertThat(answer.get()).startsWith("answer");
    }
    assertThat(done).containsExactly(List.of(0), List.of(1, 2), List.of(3));
  }

  @Test
  void ofTwoWithOneKeyTheSecondWaits() throws Exception {
    Together<Integer, String> together = new Together<>(10, input -> input % 10, this::work);

    for (Future<String> answer : meanwhile(together, 1, 11, 2)) {
      assertThat(answer.get()).startsWith("answer");
    }
    assertThat(done).containsExactly(List.of(0), List.of(1, 2), List.of(11));
  }

  @Test
  void aFailureIsThatOfWhoAskedForIt() throws Exception {
    Together<Integer, String> together = new Together<>(10, Function.identity(), this::work);

    List<Future<String>> answers = meanwhile(together, 1, -2);

    assertThat(answers.get(1).get()).isEqualTo("answer 1");
    assertThatThrownBy(() -> answers.get(2).get()).hasRootCauseMessage("no -2");
  }

  @Test
  void whenTheWorkItselfFailsAllHearOfItAndTheNextOneIsServed() {
    List<String> failures = new ArrayList<>(Stream.of("broken").toList());
    Together<Integer, String> together =
        new Together<>(
            10,
            Function.identity(),
            inputs -> {
              if (!failures.isEmpty()) {
                throw new IllegalStateException(failures.remove(0));
              }
              return work(inputs);
            });

    assertThatThrownBy(() -> together.call(1)).hasMessage("broken");
    assertThat(together.call(1)).isEqualTo("answer 1");
  }
}
