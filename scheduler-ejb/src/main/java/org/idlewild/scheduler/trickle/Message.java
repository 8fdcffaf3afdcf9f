package org.idlewild.scheduler.trickle;

/**
 * A message of a task, or for one.
 *
 * @param result whose task
 * @param number from 1, by whoever sends it
 * @param base64 its content
 */
public record Message(long result, int number, String base64) {

  /** Names a message without its content. */
  public record Mark(long result, int number) {}

  public Mark mark() {
    return new Mark(result, number);
  }
}
