package org.idlewild.agent.cli.api;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Follows a batch to its end by asking for its progress at a steady pace; outlives a server that is
 * away.
 */
public final class BatchWatch {
  /**
   * How a batch ended, and what was seen on the way.
   *
   * @param batch as it is now
   * @param polls how often its progress was read
   * @param wrongSums how often the counts did not sum to the total
   */
  public record Seen(Batch batch, long polls, long wrongSums) {}

  private final Api api;
  private final Duration pace;
  private final Pause pause;
  private final Consumer<Progress> view;
  private final Consumer<String> notice;
  private long polls;
  private long wrongSums;
  private boolean away;

  /** The view is shown each progress; the notice gets a sentence when the server goes away. */
  public BatchWatch(
      Api api, Duration pace, Pause pause, Consumer<Progress> view, Consumer<String> notice) {
    this.api = api;
    this.pace = pace;
    this.pause = pause;
    this.view = view;
    this.notice = notice;
  }

  /**
   * Returns when the batch is over; the check runs at each step and may end the wait by throwing.
   */
  public Seen untilOver(long batch, Runnable check) {
    String path = "/batches/" + batch;
    for (; ; pause.sleep(away ? Duration.ofSeconds(1) : pace)) {
      check.run();
      try {
        if (step(path)) {
          Batch ended = api.get(path, Batch.class);
          if (!ended.isRunning()) {
            return new Seen(ended, polls, wrongSums);
          }
        }
        away = false;
      } catch (Unreachable e) {
        if (!away) {
          notice.accept(e.getMessage() + " Waiting for it ...");
        }
        away = true;
      }
    }
  }

  private boolean step(String path) {
    Progress progress = api.get(path + "/progress", Progress.class);
    polls++;
    wrongSums += progress.sumsUp() ? 0 : 1;
    view.accept(progress);
    return progress.isOver();
  }
}
