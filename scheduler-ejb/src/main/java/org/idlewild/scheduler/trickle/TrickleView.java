package org.idlewild.scheduler.trickle;

import java.time.Instant;

/**
 * A message as a researcher sees it.
 *
 * @param place in its batch, from 1, in the order in which messages came
 * @param result whose task it is of, or for
 * @param direction UP from the task, or DOWN to it
 * @param number by whoever sent it
 * @param created when it came to the server
 * @param delivered of one to a task: whether its host has it
 * @param content base64
 */
public record TrickleView(
    long place,
    long result,
    Direction direction,
    int number,
    Instant created,
    boolean delivered,
    String content) {

  /** Which way a message goes. */
  public enum Direction {
    UP,
    DOWN
  }
}
