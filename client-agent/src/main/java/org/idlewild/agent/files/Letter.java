package org.idlewild.agent.files;

/**
 * A message of a task, or for one.
 *
 * @param mark names it
 * @param base64 its content, at most {@link Mailbox#LIMIT} bytes
 */
public record Letter(Mark mark, String base64) {

  /** Of its parts. */
  public Letter(long task, int number, String base64) {
    this(new Mark(task, number), base64);
  }

  /**
   * Names a message.
   *
   * @param task the task
   * @param number from 1, by whoever sends it
   */
  public record Mark(long task, int number) {}
}
