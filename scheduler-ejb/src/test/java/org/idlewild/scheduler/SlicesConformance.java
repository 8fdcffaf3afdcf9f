package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.feeder.DispatchBuffer;
import org.idlewild.work.Slice;
import org.junit.jupiter.api.Test;

/** What a node does when it has only a slice of the rows, on every database. */
abstract class SlicesConformance extends GridConformance {
  private static final Slice EVEN = new Slice(0, 2);
  private static final Slice ODD = new Slice(1, 2);
  private static final int LOW = 100;

  @Test
  void twoFeedersWithEnoughToDoHaveNothingInCommon() {
    submit(120);
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.TRANSITIONER);

    Set<Long> even = feed(EVEN);
    Set<Long> odd = feed(ODD);

    assertThat(even).hasSize(120).doesNotContainAnyElementsOf(odd);
    assertThat(odd).hasSize(120);
  }

  @Test
  void aFeederWhoseSliceRunsLowTakesWhatIsLeftOfTheOthersAfterItsOwn() {
    submit(20);
    grid.run(PassName.TRANSITIONER);

    assertThat(feed(EVEN)).hasSize(40);
    List<Long> order = atHand();
    assertThat(order.subList(0, 20)).allMatch(EVEN::has);
    assertThat(order.subList(20, 40)).allMatch(ODD::has);
  }

  @Test
  void theSlicesOfAPassAreDisjointAndLeaveNothingOut() {
    submit(11);

    int even = run(PassName.TRANSITIONER, EVEN);
    assertThat(even).isBetween(5, 6);
    assertThat(run(PassName.TRANSITIONER, EVEN)).isZero();
    assertThat(run(PassName.TRANSITIONER, ODD)).isEqualTo(11 - even);
    assertThat(run(PassName.TRANSITIONER, Slice.WHOLE)).isZero();
  }

  @Test
  void twoNodesWithASliceEachTakeABatchToItsEnd() {
    submit(4);
    while (passes(EVEN) + passes(ODD) > 0) {
      for (long host : List.of(alpha, beta)) {
        for (Order order : grid.ask(host, 4, Set.of()).orders()) {
          grid.answer(host, order, "same");
        }
      }
    }

    assertThat(grid.get(org.idlewild.scheduler.status.BatchViews.class).batch(researcher, batch))
        .matches(view -> view.output().isPresent());
  }

  private long batch;

  private void submit(int workunits) {
    String[] parameters =
        IntStream.range(0, workunits).mapToObj(Integer::toString).toArray(String[]::new);
    batch = grid.batch(researcher, "app", parameters);
  }

  private Set<Long> feed(Slice slice) {
    run(PassName.FEEDER, slice);
    return new TreeSet<>(atHand());
  }

  private List<Long> atHand() {
    return buffer().queues().stream()
        .flatMap(queue -> buffer().candidates(queue).stream())
        .map(Candidate::result)
        .toList();
  }

  private int passes(Slice slice) {
    int done = 0;
    for (PassName name : PassName.values()) {
      done += run(name, slice);
    }
    return done;
  }

  private int run(PassName name, Slice slice) {
    return grid.passes().stream()
        .filter(pass -> pass.name() == name)
        .mapToInt((Pass pass) -> pass.run(slice, LOW, grid.now()))
        .sum();
  }

  private DispatchBuffer buffer() {
    return grid.get(DispatchBuffer.class);
  }
}
