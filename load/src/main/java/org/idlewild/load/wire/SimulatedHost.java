package org.idlewild.load.wire;

import java.io.IOException;

/**
 * A host as the server sees it: it has one task at a time, and each of its requests reports the
 * last one and asks for one more. Used by one thread at a time.
 */
public interface SimulatedHost {
  /** Which of the users owns it, by number. */
  int owner();

  /** Sends its next request and takes in the answer. */
  Turn turn(Connection connection) throws IOException;

  /**
   * What a request came to.
   *
   * @param status HTTP's
   * @param reported the result that the server acknowledged; 0 for none
   * @param sent the result that the server sent; 0 for none
   * @param workunit that result's; 0 for none
   * @param waitMillis how long the server wants the host to wait; 0 when it said nothing
   */
  record Turn(int status, long reported, long sent, long workunit, long waitMillis) {
    /** No answer to count on. */
    static Turn failed(Connection.Answer answer) {
      return new Turn(answer.status(), 0, 0, 0, answer.waitMillis());
    }
  }
}
